import config from './playwright.config.mjs';
export default { ...config, timeout: 300_000, expect: { timeout: 15_000 } };
