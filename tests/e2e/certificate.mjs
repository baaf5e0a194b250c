// A self-signed X.509 certificate for a key pair: the smallest one that RFC 5280 section 4.1 allows.
import { sign } from 'node:crypto';

const der = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts) => der(0x30, ...parts);
const hex = (text) => Buffer.from(text, 'hex');

// ecdsa-with-SHA256 (RFC 5758 section 3.2), sha256WithRSAEncryption (RFC 8017 appendix A.2.4).
const ALGORITHMS = { ec: sequence(hex('06082a8648ce3d040302')), rsa: sequence(hex('06092a864886f70d01010b'), hex('0500')) };

/** The certificate as PEM. */
export function certificate({ publicKey, privateKey }) {
  const algorithm = ALGORITHMS[publicKey.asymmetricKeyType];
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const name = sequence(der(0x31, sequence(hex('0603550403'), der(0x0c, Buffer.from('interop')))));
  const validity = sequence(der(0x17, Buffer.from('260101000000Z')), der(0x17, Buffer.from('360101000000Z')));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(version3, serial, algorithm, name, validity, name, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const lines = sequence(body, algorithm, signature).toString('base64').match(/.{1,64}/g);
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
