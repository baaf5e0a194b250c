//! What OpenID Connect says about a person: the standard claims of its section 5.1. They are personal data.

use super::row;
use crate::claims::{Claim, Kind::*};
use crate::spec::Spec::OpenIdCore;

const STANDARD: crate::spec::Spec = OpenIdCore("5.1");

pub(super) const CLAIMS: &[Claim] = &[
    row(
        "address",
        "postal address",
        Object,
        OpenIdCore("5.1.1"),
        "The preferred postal address, in parts or as one formatted text.",
    ),
    row(
        "birthdate",
        "birthday",
        Text,
        STANDARD,
        "As YYYY-MM-DD, or the year alone. The year 0000 means that it is left out.",
    ),
    row(
        "email",
        "e-mail address",
        Text,
        STANDARD,
        "The preferred e-mail address. It is not unique and may change: use iss and sub together to recognise a person.",
    ),
    row(
        "email_verified",
        "e-mail address verified",
        Flag,
        STANDARD,
        "Whether the issuer made sure that the person controls the address. What that took is up to the issuer.",
    ),
    row("family_name", "family name", Text, STANDARD, "Surname or surnames, separated by spaces."),
    row("gender", "gender", Text, STANDARD, "female, male, or any other value where neither of them applies."),
    row("given_name", "given name", Text, STANDARD, "First name or first names, separated by spaces."),
    row(
        "locale",
        "locale",
        Text,
        STANDARD,
        "The person's language and usually region as a BCP 47 tag, such as en-GB. Some issuers write en_GB.",
    ),
    row(
        "middle_name",
        "middle name",
        Text,
        STANDARD,
        "Middle name or names, separated by spaces. Many cultures use none.",
    ),
    row(
        "name",
        "full name",
        Text,
        STANDARD,
        "The whole name as it is shown to people, ordered by the person's own customs.",
    ),
    row(
        "nickname",
        "nickname",
        Text,
        STANDARD,
        "A casual name, which may differ from the given name, such as Mike for Michael.",
    ),
    row(
        "phone_number",
        "telephone number",
        Text,
        STANDARD,
        "The preferred telephone number; E.164 form such as +1 (425) 555-1212 is recommended.",
    ),
    row(
        "phone_number_verified",
        "telephone number verified",
        Flag,
        STANDARD,
        "Whether the issuer made sure that the person controls the number, which is then in E.164 form.",
    ),
    row("picture", "picture", Text, STANDARD, "The address of an image of the person. It is never fetched here."),
    row(
        "preferred_username",
        "preferred user name",
        Text,
        STANDARD,
        "The short name the person likes to be called by. It is not unique: do not recognise an account by it.",
    ),
    row("profile", "profile page", Text, STANDARD, "The address of a page about the person."),
    row(
        "updated_at",
        "profile updated",
        NumericDate,
        STANDARD,
        "When the information about the person was last changed.",
    ),
    row("website", "website", Text, STANDARD, "The address of the person's page or blog, or of their organisation's."),
    row(
        "zoneinfo",
        "time zone",
        Text,
        STANDARD,
        "The person's time zone by its name in the tz database, such as Europe/Paris.",
    ),
];
