{{/*
Everything that holds for every pod, so that a new process cannot forget it.

meedoen.pod is a pod template's metadata and spec. Argument, a dict:
  ctx       the root ($)
  naam      the component: api, ontvanger, worker, relay, zegel, migratie, opruimen
  geheimen  the names under .Values.geheimen this pod gets as files, and no others
  genade    terminationGracePeriodSeconds
  config    true when the pod reads the ConfigMap with settings
  herstart  restartPolicy
  waarden   where in the values its resources are, when not under the name
  mappen    optional, a dict of whole Secrets that are a folder in /run/buren: name of the folder to name of the Secret
  schijf    optional, the one lasting place a process writes to: claim and pad
  eerst     containers that run before, containers: name, args and optionally env, ports, probes, lifecycle
*/}}
{{- define "meedoen.pod" -}}
{{- $root := .ctx -}}
metadata:
  labels:
    {{- include "meedoen.labels" . | nindent 4 }}
  annotations:
    kubectl.kubernetes.io/default-container: {{ (first .containers).name }}
    {{- if .config }}
    checksum/instellingen: {{ include "meedoen.instellingen" $root | sha256sum }}
    {{- end }}
spec:
  automountServiceAccountToken: false
  # A Service named meedoen puts MEEDOEN_* variables into every pod, and Meedoen refuses settings it does not know.
  enableServiceLinks: false
  restartPolicy: {{ .herstart | default "Always" }}
  terminationGracePeriodSeconds: {{ .genade }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . | quote }}
    {{- end }}
  {{- end }}
  topologySpreadConstraints:
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "meedoen.selector" $ | nindent 10 }}
    {{- end }}
  {{- with .eerst }}
  initContainers:
    {{- range . }}
    {{- include "meedoen.container" (merge (dict "pod" $) .) | nindent 4 }}
    {{- end }}
  {{- end }}
  containers:
    {{- range .containers }}
    {{- include "meedoen.container" (merge (dict "pod" $) .) | nindent 4 }}
    {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
    - name: tenants
      configMap:
        name: {{ $root.Values.tenants.configMap | quote }}
        defaultMode: 0444
    {{- with .schijf }}
    - name: schijf
      persistentVolumeClaim:
        claimName: {{ .claim | quote }}
    {{- end }}
    {{- range $map, $secret := .mappen }}
    - name: {{ $map }}
      secret:
        secretName: {{ $secret | quote }}
        defaultMode: 0440
    {{- end }}
    - name: geheimen
      projected:
        defaultMode: 0440
        sources:
          {{- range .geheimen }}
          {{- $geheim := index $root.Values.geheimen . }}
          - secret:
              name: {{ $geheim.naam | quote }}
              items:
                - {key: {{ $geheim.sleutel | quote }}, path: {{ . }}}
          {{- end }}
          {{- with $root.Values.database.ca }}
          - secret:
              name: {{ .naam | quote }}
              items:
                - {key: {{ .sleutel | quote }}, path: postgresql_ca}
          {{- end }}
{{- end }}

{{- define "meedoen.container" -}}
{{- $root := .pod.ctx -}}
- name: {{ .name }}
  image: {{ printf "%s@%s" $root.Values.image.repository $root.Values.image.digest | quote }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  command: ["meedoen"]
  args: {{ .args | toJson }}
  {{- if .pod.config }}
  envFrom:
    - configMapRef:
        name: {{ include "meedoen.naam" $root }}-instellingen
  {{- end }}
  env:
    {{- range .pod.geheimen }}
    - name: MEEDOEN_{{ upper . }}_BESTAND
      value: /run/geheimen/{{ . }}
    {{- end }}
    {{- if $root.Values.database.ca }}
    - name: PGSSLROOTCERT
      value: /run/geheimen/postgresql_ca
    {{- end }}
    - name: MEEDOEN_TENANTS
      value: /etc/meedoen/tenants
    - name: HOME
      value: /tmp
    {{- range $naam, $waarde := .env }}
    - name: {{ $naam }}
      value: {{ $waarde | quote }}
    {{- end }}
  {{- with .ports }}
  ports:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .probes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- with .lifecycle }}
  lifecycle:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  resources:
    {{- toYaml (index $root.Values (.pod.waarden | default .pod.naam)).resources | nindent 4 }}
  securityContext:
    allowPrivilegeEscalation: false
    privileged: false
    readOnlyRootFilesystem: true
    runAsNonRoot: true
    capabilities:
      drop: [ALL]
  volumeMounts:
    - {name: tmp, mountPath: /tmp}
    - {name: tenants, mountPath: /etc/meedoen/tenants, readOnly: true}
    - {name: geheimen, mountPath: /run/geheimen, readOnly: true}
    {{- range $map, $_ := .pod.mappen }}
    - {name: {{ $map }}, mountPath: /run/buren/{{ $map }}, readOnly: true}
    {{- end }}
    {{- with .pod.schijf }}
    - {name: schijf, mountPath: {{ .pad }}}
    {{- end }}
{{- end }}
