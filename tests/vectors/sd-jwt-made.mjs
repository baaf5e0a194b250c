// Makes tests/vectors/sd-jwt-made.json: SD-JWTs by Node's own cryptography and JSON, which share no code with the debugger.
// `node tests/vectors/sd-jwt-made.mjs` writes it anew, with fresh keys and salts.

import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { writeFileSync } from "node:fs";

const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const HASHES = { "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512" };
const digest = (alg, text) => createHash(HASHES[alg ?? "sha-256"]).update(text, "ascii").digest("base64url");
const salt = () => randomBytes(16).toString("base64url");

function pair(alg) {
    const made = alg === "EdDSA" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
    return { alg, private: made.privateKey, jwk: made.publicKey.export({ format: "jwk" }) };
}

function signed(header, payload, key) {
    const input = `${encode({ alg: key.alg, ...header })}.${encode(payload)}`;
    const hash = key.alg === "EdDSA" ? null : "sha256";
    const signature = sign(hash, Buffer.from(input), { key: key.private, dsaEncoding: "ieee-p1363" });
    return `${input}.${signature.toString("base64url")}`;
}

/** Hides members by `hide(path)`, depth first. Every disclosure remembers its path. */
function conceal(value, hide, alg, decoys, found, path = "") {
    const note = (array, at) => {
        const text = encode(JSON.stringify(array));
        found.push({ path: at, text });
        return digest(alg, text);
    };
    if (Array.isArray(value)) {
        const out = value.map((element, index) => {
            const at = `${path}/${index}`;
            const inner = conceal(element, hide, alg, decoys, found, at);
            return hide(at) ? { "...": note([salt(), inner], at) } : inner;
        });
        for (let more = 0; more < decoys; more += 1) {
            out.push({ "...": digest(alg, salt()) });
        }
        return out;
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    const out = {};
    const digests = [];
    for (const [name, member] of Object.entries(value)) {
        const at = `${path}/${name}`;
        const inner = conceal(member, hide, alg, decoys, found, at);
        if (hide(at)) {
            digests.push(note([salt(), name, inner], at));
        } else {
            out[name] = inner;
        }
    }
    for (let more = 0; more < decoys; more += 1) {
        digests.push(digest(alg, salt()));
    }
    if (digests.length > 0) {
        out._sd = digests.sort();
    }
    return out;
}

/** Reads a token as RFC 9901, section 7.1, says: members first, then what is disclosed in the order of `_sd`. */
function reveal(value, byDigest, count) {
    if (Array.isArray(value)) {
        return value.flatMap((element) => {
            const hidden = element && typeof element === "object" ? element["..."] : undefined;
            if (hidden === undefined) {
                return [reveal(element, byDigest, count)];
            }
            if (!byDigest.has(hidden)) {
                count.missing += 1;
                return [];
            }
            return [reveal(byDigest.get(hidden)[1], byDigest, count)];
        });
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    const out = {};
    for (const [name, member] of Object.entries(value)) {
        if (name !== "_sd") {
            out[name] = reveal(member, byDigest, count);
        }
    }
    for (const hidden of value._sd ?? []) {
        if (byDigest.has(hidden)) {
            const [, name, inner] = byDigest.get(hidden);
            out[name] = reveal(inner, byDigest, count);
        } else {
            count.missing += 1;
        }
    }
    return out;
}

const CLAIMS = {
    sub: "user_42",
    name: "Zoë Müller \"Z\"",
    address: { street: "Weg 1\n2. Stock", country: "DE", geo: [52.5, 13.4, { exact: true }] },
    nationalities: ["DE", "FR", ["nested", null]],
    age: 42.0,
    empty: {},
};

const SHAPES = {
    "nothing hidden": () => false,
    "members of the payload": (at) => /^\/(name|address|age)$/.test(at),
    "elements of arrays": (at) => /\/\d$/.test(at),
    "everything, inside everything": () => true,
};

function make(about, { alg, hide, decoys = 0, show = () => true, bind, signature = "ES256" }) {
    const issuer = pair(signature);
    const holder = pair(signature);
    const found = [];
    const hidden = conceal(CLAIMS, hide, alg, decoys, found);
    const payload = { iss: "https://issuer.example.com", iat: 1700000000, ...hidden, cnf: { jwk: holder.jwk } };
    if (alg) {
        payload._sd_alg = alg;
    }
    // Who shows a claim shows those that it stands in.
    const shown = found.filter(({ path }) => found.every((one) => !`${path}/`.startsWith(`${one.path}/`) || show(one.path)));
    let token = `${[signed({ typ: "example+sd-jwt" }, payload, issuer), ...shown.map(({ text }) => text)].join("~")}~`;
    const byDigest = new Map(shown.map(({ text }) => [digest(alg, text), JSON.parse(Buffer.from(text, "base64url"))]));
    const count = { missing: 0 };
    const processed = reveal(payload, byDigest, count);
    delete processed._sd_alg;
    // As text, because its order counts.
    const row = { about, issuer: issuer.jwk, processed: JSON.stringify(processed), unanswered: count.missing };
    if (bind) {
        const claims = { iat: 1700000100, aud: "https://verifier.example.org", nonce: "n-1", sd_hash: digest(alg, token) };
        token += signed({ typ: "kb+jwt" }, claims, bind === "another" ? pair(signature) : holder);
        Object.assign(row, { audience: claims.aud, nonce: claims.nonce, bound: bind === "holder" });
    }
    return { ...row, token };
}

const tokens = [];
for (const [name, hide] of Object.entries(SHAPES)) {
    for (const alg of [undefined, "sha-384", "sha-512"]) {
        tokens.push(make(`${name}, ${alg ?? "no _sd_alg"}`, { alg, hide, decoys: tokens.length % 3 }));
    }
}
const all = SHAPES["everything, inside everything"];
tokens.push(make("shown in part", { hide: all, decoys: 2, show: (path) => !/address|1$/.test(path) }));
tokens.push(make("bound", { hide: all, show: (path) => path !== "/age", bind: "holder" }));
tokens.push(make("bound, SHA-512, Ed25519", { alg: "sha-512", hide: all, bind: "holder", signature: "EdDSA" }));
tokens.push(make("bound by another key", { hide: all, bind: "another" }));

const about = "SD-JWTs made by sd-jwt-made.mjs with Node's own cryptography, and what it reads in them.";
const file = new URL("sd-jwt-made.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ about, tokens }, null, 1)}\n`);
