//! What widely used issuers put into their tokens beside the registered claims. Each row cites the documentation of a product
//! that defines it; several use some of these names, in the same sense.

use super::row;
use crate::claims::{Claim, Kind::*};
use crate::spec::{Product, Spec};

static ENTRA: Product = Product {
    name: "Microsoft Entra",
    url: "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
};
static ENTRA_OPTIONAL: Product = Product {
    name: "Microsoft Entra",
    url: "https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference",
};
static COGNITO: Product = Product {
    name: "Amazon Cognito",
    url: "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html",
};
static COGNITO_ID: Product = Product {
    name: "Amazon Cognito",
    url: "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html",
};
static OKTA: Product = Product { name: "Okta", url: "https://developer.okta.com/docs/reference/api/oidc/" };
static GOOGLE: Product =
    Product { name: "Google", url: "https://developers.google.com/identity/openid-connect/openid-connect" };
static KEYCLOAK: Product =
    Product { name: "Keycloak", url: "https://www.keycloak.org/docs/latest/server_admin/index.html" };
static KUBERNETES: Product = Product {
    name: "Kubernetes",
    url: "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
};

const ENTRA_DOC: Spec = Spec::Product(&ENTRA);
const OPTIONAL: Spec = Spec::Product(&ENTRA_OPTIONAL);
const COGNITO_DOC: Spec = Spec::Product(&COGNITO);
const COGNITO_ID_DOC: Spec = Spec::Product(&COGNITO_ID);
const OKTA_DOC: Spec = Spec::Product(&OKTA);
const KEYCLOAK_DOC: Spec = Spec::Product(&KEYCLOAK);
const KUBERNETES_DOC: Spec = Spec::Product(&KUBERNETES);

pub(super) const CLAIMS: &[Claim] = &[
    // Microsoft Entra ID
    row("acct", "account status", Number, OPTIONAL, "Whether the user is a member of the tenant (0) or a guest (1)."),
    row(
        "acrs",
        "authentication contexts",
        Any,
        OPTIONAL,
        "The authentication contexts that are satisfied: an API asks for one to have a step-up.",
    ),
    row("aio", "internal", Text, ENTRA_DOC, "For Entra itself. Do not use it."),
    row(
        "appid",
        "application ID",
        Text,
        ENTRA_DOC,
        "The client that asked for the token, in tokens of version 1.0; azp in those of 2.0.",
    ),
    row(
        "appidacr",
        "client authentication",
        Text,
        ENTRA_DOC,
        "How the client authenticated, in version 1.0: 0 not at all, 1 by a secret, 2 by a certificate.",
    ),
    row(
        "azpacr",
        "client authentication",
        Text,
        ENTRA_DOC,
        "How the client authenticated, in version 2.0: 0 not at all, 1 by a secret, 2 by a certificate.",
    ),
    row(
        "hasgroups",
        "has groups",
        Any,
        ENTRA_DOC,
        "The user is in more groups than fit. Ask Microsoft Graph for them.",
    ),
    row("idp", "identity provider", Text, ENTRA_DOC, "Who authenticated the user, where that is not the issuer."),
    row(
        "idtyp",
        "kind of token",
        Text,
        OPTIONAL,
        "The value app says that the token is for the application itself, without a user.",
    ),
    row("ipaddr", "IP address", Text, ENTRA_DOC, "The address that the user authenticated from."),
    row(
        "oid",
        "object ID",
        Text,
        ENTRA_DOC,
        "The user or service principal: the same for every application of the tenant, where sub differs.",
    ),
    row(
        "onprem_sid",
        "on-premises SID",
        Text,
        ENTRA_DOC,
        "The user's security identifier in the directory on premises.",
    ),
    row("pwd_exp", "password expires", Any, ENTRA_DOC, "When the user's password expires."),
    row("rh", "internal", Text, ENTRA_DOC, "For Entra itself. Do not use it."),
    row(
        "scp",
        "scope",
        Any,
        ENTRA_DOC,
        "What the client may do on behalf of the user: a text in Entra's tokens, a list in Okta's.",
    ),
    row(
        "tid",
        "tenant ID",
        Text,
        ENTRA_DOC,
        "The tenant that the user signed in to. An application for several tenants must check it.",
    ),
    row(
        "unique_name",
        "display name",
        Text,
        ENTRA_DOC,
        "A name to show, in version 1.0. It is not unique: do not decide by it.",
    ),
    row(
        "upn",
        "user principal name",
        Text,
        ENTRA_DOC,
        "The user's name for signing in. It can change: do not decide by it.",
    ),
    row("uti", "token ID", Text, ENTRA_DOC, "Names this token, like jti."),
    row(
        "ver",
        "version",
        Any,
        ENTRA_DOC,
        "The version of the token's format: 1.0 or 2.0 in Entra's, 1 in Okta's. The issuer's keys are in the configuration of that version.",
    ),
    row("wids", "directory roles", List, ENTRA_DOC, "The tenant-wide roles of the user, by their template ID."),
    row(
        "xms_cc",
        "client capabilities",
        Any,
        OPTIONAL,
        "What the client can do; cp1 says that it understands claims challenges.",
    ),
    // Amazon Cognito
    row("cognito:groups", "groups", List, COGNITO_DOC, "The groups of the user pool that the user is in."),
    row(
        "cognito:preferred_role",
        "preferred role",
        Text,
        COGNITO_ID_DOC,
        "The IAM role of the user's group with the highest precedence.",
    ),
    row("cognito:roles", "roles", List, COGNITO_ID_DOC, "The IAM roles of the user's groups."),
    row("cognito:username", "user name", Text, COGNITO_ID_DOC, "The user's name in the user pool."),
    row("event_id", "sign-in ID", Text, COGNITO_DOC, "Names the sign-in that the token came from."),
    row(
        "origin_jti",
        "ID of the origin",
        Text,
        COGNITO_DOC,
        "Names the sign-in whose refresh token this one belongs to, for revocation.",
    ),
    row(
        "token_use",
        "use of the token",
        Text,
        COGNITO_DOC,
        "Either access or id. A verifier must check that it got the kind that it expects.",
    ),
    row("username", "user name", Text, COGNITO_DOC, "The user's name in the user pool, in an access token."),
    // Okta
    row("cid", "client ID", Text, OKTA_DOC, "The client that asked for the token."),
    row("uid", "user ID", Text, OKTA_DOC, "The user; missing where the client acts for itself."),
    // Google
    row(
        "hd",
        "hosted domain",
        Text,
        Spec::Product(&GOOGLE),
        "The Google Workspace domain of the user. To admit one domain only, check this, and not the e-mail address.",
    ),
    // Keycloak
    row("allowed-origins", "allowed origins", List, KEYCLOAK_DOC, "The web origins of the client, for CORS."),
    row("realm_access", "realm roles", Object, KEYCLOAK_DOC, "The user's roles in the realm, in its member roles."),
    row(
        "resource_access",
        "client roles",
        Object,
        KEYCLOAK_DOC,
        "The user's roles for each client, by the client's ID.",
    ),
    row(
        "session_state",
        "session",
        Text,
        KEYCLOAK_DOC,
        "The user's session, as older versions write it; sid in newer ones.",
    ),
    row(
        "typ",
        "kind of token",
        Text,
        KEYCLOAK_DOC,
        "Bearer, ID, Refresh and the like. A verifier must check that it got the kind that it expects.",
    ),
    // Kubernetes
    row(
        "kubernetes.io",
        "Kubernetes",
        Object,
        KUBERNETES_DOC,
        "Namespace and service account, and the pod, node or secret that the token is bound to: it is worth nothing when that is gone.",
    ),
    row(
        "kubernetes.io/serviceaccount/namespace",
        "namespace",
        Text,
        KUBERNETES_DOC,
        "The namespace of the service account, in a token of the old kind, which never expires.",
    ),
    row(
        "kubernetes.io/serviceaccount/secret.name",
        "secret",
        Text,
        KUBERNETES_DOC,
        "The secret that holds this token, which is of the old kind: delete it to revoke the token.",
    ),
    row(
        "kubernetes.io/serviceaccount/service-account.name",
        "service account",
        Text,
        KUBERNETES_DOC,
        "The name of the service account, in a token of the old kind.",
    ),
    row(
        "kubernetes.io/serviceaccount/service-account.uid",
        "service account UID",
        Text,
        KUBERNETES_DOC,
        "The UID of the service account, in a token of the old kind.",
    ),
];
