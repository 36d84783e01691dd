{{/* The settings that are not secret. core/instellingen/config.py checks them again when a process starts. */}}
{{- define "meedoen.instellingen" -}}
MEEDOEN_OMGEVING: {{ .Values.omgeving | quote }}
MEEDOEN_ADRES: "0.0.0.0"
MEEDOEN_POORT: "8000"
MEEDOEN_VERBINDINGEN: {{ .Values.api.verbindingen.totaal | quote }}
MEEDOEN_VERBINDINGEN_PER_ADRES: {{ .Values.api.verbindingen.perAdres | quote }}
{{- if .Values.metingen }}
MEEDOEN_METINGEN_ADRES: "0.0.0.0"
MEEDOEN_METINGEN_POORT: "9464"
{{- end }}
{{- with .Values.api.proxys }}
MEEDOEN_PROXYS: {{ join "," . | quote }}
{{- end }}
MEEDOEN_ONTVANGER_VERBINDINGEN: {{ .Values.ontvanger.verbindingen.totaal | quote }}
MEEDOEN_ONTVANGER_VERBINDINGEN_PER_ADRES: {{ .Values.ontvanger.verbindingen.perAdres | quote }}
MEEDOEN_ONTVANGER_ADRES: "0.0.0.0"
MEEDOEN_ONTVANGER_POORT: "8002"
MEEDOEN_ONTVANGER_PEILPOORT: "8003"
MEEDOEN_DB_VERBINDINGEN: {{ .Values.database.verbindingen | quote }}
MEEDOEN_TOKEN_UITGEVER: {{ .Values.token.uitgever | quote }}
{{- with .Values.inloggen }}
MEEDOEN_PUBLIEK_ADRES: {{ .publiekAdres | quote }}
{{- with .platform }}
MEEDOEN_PLATFORM: {{ printf "/etc/meedoen/tenants/%s" . | quote }}
{{- end }}
{{- with .toegestaan }}
MEEDOEN_UITGAAND_TOEGESTAAN: {{ . | quote }}
{{- end }}
{{- with .ca }}
MEEDOEN_UITGAAND_CA: {{ printf "/etc/meedoen/tenants/%s" . | quote }}
{{- end }}
{{- end }}
{{- with .Values.mail }}
MEEDOEN_SMTP: {{ .server | quote }}
MEEDOEN_SMTP_AFZENDER: {{ .afzender | quote }}
{{- end }}
MEEDOEN_DUO_ADRES: {{ .Values.duo.adres | quote }}
MEEDOEN_DUO_OIN: {{ .Values.duo.oin | quote }}
MEEDOEN_DUO_AFZENDER: {{ .Values.ontvanger.afzender }}
{{- with .Values.duo.perNacht }}
MEEDOEN_DUO_PER_NACHT: {{ . | quote }}
{{- end }}
MEEDOEN_BRP_ADRES: {{ .Values.brp.adres | quote }}
{{- with .Values.brp.perDag }}
MEEDOEN_BRP_PER_DAG: {{ . | quote }}
{{- end }}
MEEDOEN_KLOK: {{ .Values.klok | quote }}
MEEDOEN_LOGNIVEAU: {{ .Values.logniveau | quote }}
{{- end }}
