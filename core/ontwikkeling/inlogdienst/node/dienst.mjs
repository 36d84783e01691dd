// Een OpenID Provider om mee te ontwikkelen: iedereen mag er zeggen wie hij is. Alleen op deze machine.
// Het eerste argument is een bestand met wat dienst.py (Instellingen) schrijft; elke naam daaruit staat daar uitgelegd.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Provider, errors, interactionPolicy } from 'oidc-provider';
import { afmeldpagina, inlogpagina, melding } from './pagina.mjs';

const van = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const mensen = new Map(van.mensen.map((mens) => [mens.onderwerp, mens]));
const STAPPEN = { een: { acr: van.zwak, amr: ['pwd'] }, twee: { acr: van.sterk, amr: ['pwd', 'mfa'] } };
const SCOPE = 'openid email';

// The library looks at acr_values only where it is called essential; a service of a gemeente looks at it always.
const beleid = interactionPolicy.base();
beleid.get('login').checks.add(
  new interactionPolicy.Check('acr_values', 'een sterker bewijs is gevraagd', ({ oidc }) => {
    const gevraagd = (oidc.params.acr_values ?? '').split(' ').filter(Boolean);
    return gevraagd.length > 0 && !gevraagd.includes(oidc.acr) && !oidc.result?.login;
  }),
);

const provider = new Provider(van.uitgever, {
  clients: [
    {
      client_id: van.client.naam,
      redirect_uris: van.client.terug,
      post_logout_redirect_uris: van.client.na_afmelden,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: van.algoritme,
      require_auth_time: true,
      ...(van.client.sleuteladres ? { jwks_uri: van.client.sleuteladres } : { jwks: van.client.sleutels }),
      ...(van.client.afmeldadres
        ? { backchannel_logout_uri: van.client.afmeldadres, backchannel_logout_session_required: true }
        : {}),
    },
  ],
  jwks: { keys: van.sleutels },
  acrValues: [van.zwak, van.sterk],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], acr: null, auth_time: null, iss: null, sid: null },
  conformIdTokenClaims: false, // as the services of gemeenten do: the address is in the ID token
  clientAuthMethods: ['private_key_jwt'],
  responseTypes: ['code'],
  pkce: { required: () => true },
  // Of itself it asks nothing on this machine, and that is where Meedoen is: these two addresses, and no other.
  fetch: (adres, { dispatcher: _, ...opties }) => {
    if (![van.client.sleuteladres, van.client.afmeldadres].includes(adres)) throw new Error('dit adres vraag ik niet');
    // Longer than the 2.5 seconds of the library: a machine of a developer may be busy.
    return fetch(adres, { ...opties, signal: AbortSignal.timeout(30_000) });
  },
  // Two services on one name share their cookies: a port does not separate them.
  cookies: {
    keys: [randomBytes(32).toString('base64url')],
    names: Object.fromEntries(
      ['session', 'interaction', 'resume', 'state'].map((naam) => [naam, `${naam}_${van.poort}`]),
    ),
  },
  ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 28_800, Grant: 28_800 },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, formulier) => { ctx.body = afmeldpagina(van, formulier); },
      postLogoutSuccessSource: (ctx) => { ctx.body = melding(van, 'U bent afgemeld.'); },
    },
  },
  interactions: { policy: beleid, url: (_, interactie) => `/inloggen/${interactie.uid}` },
  findAccount: (_, onderwerp) => mensen.has(onderwerp) && {
    accountId: onderwerp,
    claims: () => ({ sub: onderwerp, email: mensen.get(onderwerp).email, email_verified: true }),
  },
  // Nobody is asked whether Meedoen may know who he is: the organisation decided that for its people.
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(SCOPE);
    await grant.save();
    return grant;
  },
  renderError: (ctx, { error, error_description: uitleg }) => {
    ctx.type = 'html';
    ctx.body = melding(van, `Dit lukt niet (${error}: ${uitleg ?? 'geen uitleg'}). Begin opnieuw in Meedoen.`);
  },
});
provider.on('backchannel.error', (_, fout) => console.error(`afmelden bij Meedoen lukt niet: ${fout.message}`));
for (const soort of ['authorization.error', 'grant.error']) {
  provider.on(soort, (_, fout) => console.error(`${soort}: ${fout.error} (${fout.error_detail ?? fout.error_description})`));
}
provider.on('server_error', (_, fout) => console.error(fout));

function toon(res, status, html) {
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  });
  res.end(html);
}

async function formulier(req) {
  let tekst = '';
  for await (const deel of req) {
    tekst += deel;
    if (tekst.length > 10_000) throw new Error('te groot');
  }
  return new URLSearchParams(tekst);
}

async function inloggen(req, res) {
  const { params, session } = await provider.interactionDetails(req, res);
  if (req.method !== 'POST') {
    toon(res, 200, inlogpagina(van, { ...params, bekend: session?.accountId }));
    return;
  }
  const gekozen = await formulier(req);
  const mens = mensen.get(gekozen.get('mens'));
  const stap = STAPPEN[gekozen.get('stap')];
  if (gekozen.get('stap') === 'afbreken') {
    await provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'afgebroken' });
  } else if (!mens || !stap) {
    toon(res, 400, melding(van, 'Kies iemand uit de lijst. Ga terug en probeer het opnieuw.'));
  } else {
    await provider.interactionFinished(
      req, res, { login: { accountId: mens.onderwerp, ...stap } }, { mergeWithLastSubmission: false },
    );
  }
}

const antwoord = provider.callback();
const tls = { cert: readFileSync(van.certificaat), key: readFileSync(van.sleutel) };
createServer(tls, (req, res) => {
  if (!req.url.startsWith('/inloggen/')) return antwoord(req, res);
  return inloggen(req, res).catch((fout) => {
    if (!(fout instanceof errors.SessionNotFound)) console.error(fout);
    toon(res, 400, melding(van, 'Deze poging is voorbij of hoort bij een andere browser. Begin opnieuw in Meedoen.'));
  });
}).listen(van.poort, '127.0.0.1', () => console.log(`luistert op ${van.uitgever}`));
