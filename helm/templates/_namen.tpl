{{- define "meedoen.naam" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{/* The selector: what tells the pods of one process of one release apart. Argument: (dict "ctx" $ "naam" "api"). */}}
{{- define "meedoen.selector" -}}
app.kubernetes.io/name: meedoen
app.kubernetes.io/instance: {{ .ctx.Release.Name | quote }}
app.kubernetes.io/component: {{ .naam }}
{{- end }}

{{- define "meedoen.labels" -}}
{{ include "meedoen.selector" . }}
app.kubernetes.io/version: {{ .ctx.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .ctx.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .ctx.Chart.Name .ctx.Chart.Version | quote }}
{{- end }}
