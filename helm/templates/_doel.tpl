{{/* One NetworkPolicy peer: addresses, or pods in a namespace. */}}
{{- define "meedoen.doel" -}}
{{- if .cidr -}}
- ipBlock: {cidr: {{ .cidr | quote }}}
{{- else -}}
- namespaceSelector:
    matchLabels: {kubernetes.io/metadata.name: {{ .namespace | quote }}}
  {{- with .podLabels }}
  podSelector:
    matchLabels:
      {{- toYaml . | nindent 6 }}
  {{- end }}
{{- end -}}
{{- end }}
