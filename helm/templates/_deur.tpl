{{/*
The probes of a process with a door. Building the house takes seconds on a busy node; until the start probe has seen it
live, neither of the other two counts. Argument: the name of the port on which /live and /ready answer over plain http.
*/}}
{{- define "meedoen.probes" -}}
startupProbe:
  httpGet: {path: /live, port: {{ . }}}
  timeoutSeconds: 3
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /live, port: {{ . }}}
  timeoutSeconds: 3
  periodSeconds: 10
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /ready, port: {{ . }}}
  timeoutSeconds: 6
  periodSeconds: 10
  failureThreshold: 3
{{- end }}

{{/* The pod goes on answering until every proxy knows that it leaves. */}}
{{- define "meedoen.uitloop" -}}
preStop:
  sleep: {seconds: 8}
{{- end }}

{{/* At most one pod at a time; with a single pod this would keep a node from ever being emptied. Argument: ctx, naam. */}}
{{- define "meedoen.pdb" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "meedoen.naam" .ctx }}-{{ .naam }}
  labels:
    {{- include "meedoen.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "meedoen.selector" . | nindent 6 }}
{{- end }}
