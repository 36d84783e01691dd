{{/*
A process without a door. No probes on purpose: when PostgreSQL or Valkey is gone it waits, or ends and is started again
with a growing pause; a probe that asks those two would only restart all of them during an outage. What stands still
shows in the age of the oldest outbox row, or of the oldest unsealed audit line. Argument: ctx, naam, geheimen, genade,
and optionally replicas, strategie, env, and what meedoen.pod takes.
*/}}
{{- define "meedoen.achtergrond" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "meedoen.naam" .ctx }}-{{ .naam }}
  labels:
    {{- include "meedoen.labels" . | nindent 4 }}
spec:
  replicas: {{ .replicas }}
  strategy:
    {{- toYaml (.strategie | default (dict "type" "RollingUpdate" "rollingUpdate" (dict "maxSurge" 1 "maxUnavailable" 0))) | nindent 4 }}
  selector:
    matchLabels:
      {{- include "meedoen.selector" . | nindent 6 }}
  template:
    {{- $geheimen := .geheimen }}
    {{- if .ctx.Values.geheimen.sentry_dsn }}{{ $geheimen = append $geheimen "sentry_dsn" }}{{ end }}
    {{- $container := dict "name" .naam "args" (list .naam) "env" (.env | default dict) }}
    {{- include "meedoen.pod" (merge (dict "geheimen" $geheimen "config" true "containers" (list $container)) .) | nindent 4 }}
{{- end }}
