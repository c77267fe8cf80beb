/// Manifests of Kubernetes.
extension DeploymentRules {
  static let kubernetes: [DeploymentRule] = [
    DeploymentRule(
      id: "deploy-kubernetes-environment", title: "A secret as the literal value of a variable",
      severity: .high,
      explanation: "The manifest stands in the repository, and whoever may read pods reads it.",
      fix: "Put it into a Secret that is not made from this repository (External Secrets, Sealed "
        + "Secrets, SOPS), and name it: `valueFrom: {secretKeyRef: {name: …, key: …}}`. Change the "
        + "secret that stood here.",
      reference: "https://kubernetes.io/docs/concepts/configuration/secret/",
      examples: [
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: DB_PASSWORD\n      value: tr0ub4dor-Prod\n",
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n"
          + "      - name: a\n        env:\n"
          + "        - {name: DATABASE_URL, value: \"postgres://app:tr0ub4dor-Prod@db/x\"}\n",
      ],
      counterexamples: [
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: DB_PASSWORD\n"
          + "      valueFrom: {secretKeyRef: {name: db, key: password}}\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: DB_PASSWORD_FILE\n      value: /etc/db/password\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: URL\n"
          + "      value: postgres://app:$(DB_PASSWORD)@db/x\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: API_TOKEN\n      value: {{ .Values.token }}\n",
      ]),
    DeploymentRule(
      id: "deploy-kubernetes-secret", title: "A Secret with its values in the file",
      severity: .high,
      explanation: "Base64 hides nothing: whoever reads the repository reads the secret.",
      fix: "Keep the object out of the repository, or keep it encrypted: Sealed Secrets, SOPS, or "
        + "External Secrets that fetch it from the secret store. Change the secret that stood here.",
      reference: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
      examples: [
        "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata:\n  password: dHIwdWI0ZG9yLVByb2Q=\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: tr0ub4dor-Prod\n",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n"
          + "  stringData: {api-token: 8f2kQ9zX1mT7vB4n}\n",
        "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n"
          + "  .dockerconfigjson: eyJhdXRocyI6eyJyLmV4YW1wbGUuY29tIjp7ImF1dGgiOiJZWEJ3T25SeU1IVmlO"
          + "R1J2Y2kxUWNtOWsifX19\n",
      ],
      counterexamples: [
        "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata:\n"
          + "  password: {{ .Values.password | b64enc }}\n",
        "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n"
          + "    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq\n",
        "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  data:\n"
          + "  - secretKey: password\n    remoteRef: {key: db, property: password}\n",
        "apiVersion: v1\nkind: Secret\nstringData:\n"
          + "  password: ENC[AES256_GCM,data:bfl2,iv:x,tag:y,type:str]\nsops:\n"
          + "  mac: ENC[AES256_GCM,data:x]\n",
        "apiVersion: v1\nkind: Secret\nstringData:\n  password: <your password>\n"
          + "  username: application\n",
      ]),
    DeploymentRule(
      id: "deploy-kubernetes-config-map", title: "A secret in a ConfigMap",
      severity: .high,
      explanation:
        "ConfigMaps are not kept as secrets are: more may read them, and they are not encrypted at "
        + "rest.",
      fix: "Put it into a Secret that is not made from this repository, and name that. Change the "
        + "secret that stood here.",
      reference: "https://kubernetes.io/docs/concepts/configuration/configmap/",
      examples: [
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  DB_PASSWORD: tr0ub4dor-Prod\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  app.properties: |\n    db.user=app\n"
          + "    db.password=tr0ub4dor-Prod\n",
      ],
      counterexamples: [
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  PASSWORD_MIN_LENGTH: \"12\"\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  app.properties: |\n    db.user=app\n"
          + "    db.password=${DB_PASSWORD}\n",
      ]),
    DeploymentRule(
      id: "deploy-kubernetes-applied-configuration", title: "A secret in the last applied configuration",
      severity: .high,
      explanation: "`kubectl apply` keeps the whole object as an annotation; it was written into this file "
        + "with the rest.",
      fix: "Take the annotation out of the file, and the object out of the repository. Change the "
        + "secret that stood here.",
      reference: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/",
      examples: [
        "apiVersion: v1\nkind: Secret\nmetadata:\n  annotations:\n"
          + "    kubectl.kubernetes.io/last-applied-configuration: |\n"
          + "      {\"apiVersion\":\"v1\",\"data\":{\"password\":\"dHIwdWI0ZG9yLVByb2Q=\"},\"kind\":\"Secret\"}\n"
      ],
      counterexamples: [
        "apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n"
          + "    kubectl.kubernetes.io/last-applied-configuration: |\n"
          + "      {\"apiVersion\":\"v1\",\"kind\":\"Service\",\"spec\":{\"ports\":[{\"port\":80}]}}\n"
      ]),
    DeploymentRule(
      id: "deploy-kubernetes-generator", title: "A secret among the literals of a generator",
      severity: .high,
      explanation: "kustomization.yaml stands in the repository.",
      fix: "Take it from a file that is kept elsewhere (`files:`, `envs:`), or from the secret store "
        + "with External Secrets.",
      reference: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/",
      examples: [
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nsecretGenerator:\n"
          + "- name: db\n  literals:\n  - password=tr0ub4dor-Prod\n",
        "secretGenerator:\n- name: db\n  literals: [\"API_KEY=8f2kQ9zX1mT7vB4n\"]\n",
      ],
      counterexamples: [
        "secretGenerator:\n- name: db\n  files: [password.txt]\n",
        "configMapGenerator:\n- name: c\n  literals: [\"LOG_LEVEL=debug\"]\n",
      ]),
  ]
}
