// De pagina's van de inlogdienst: gewone HTML, zonder script en zonder iets van een ander.
const OPMAAK = `
  body { font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  .let-op { border: 3px solid #b00; padding: .5rem 1rem; }
  fieldset { margin: 1rem 0; } label { display: block; } button { font: inherit; padding: .4rem .8rem; }`;

const veilig = (tekst) => String(tekst).replace(/[&<>"']/g, (teken) => `&#${teken.codePointAt(0)};`);

function pagina(van, titel, inhoud) {
  return `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${veilig(titel)}</title><style>${OPMAAK}</style></head>
<body>
<p class="let-op"><strong>Dit bestaat alleen bij het ontwikkelen.</strong> Iedereen op deze machine kan hier zonder
wachtwoord als iedereen inloggen. De mensen zijn verzonnen.</p>
<h1>${veilig(titel)}</h1>
${inhoud}
<p><small>${veilig(van.uitgever)}</small></p>
</body>
</html>`;
}

export function inlogpagina(van, { prompt, acr_values: niveaus, bekend }) {
  const opnieuw = prompt === 'login' ? '<p>Meedoen vraagt u zich opnieuw te bewijzen.</p>' : '';
  const sterk = niveaus?.split(' ').includes(van.sterk)
    ? '<p>Meedoen vraagt om een tweede stap; zonder komt u niet binnen.</p>' : '';
  const groepen = new Map();
  for (const mens of van.mensen) groepen.set(mens.organisatie, [...(groepen.get(mens.organisatie) ?? []), mens]);
  const keuzes = [...groepen].map(([organisatie, mensen]) => `
<fieldset><legend>${veilig(organisatie)}</legend>
${mensen.map((mens) => `<label><input type="radio" name="mens" required value="${veilig(mens.onderwerp)}"${
    mens.onderwerp === bekend ? ' checked' : ''}> ${veilig(mens.naam)}, ${veilig(mens.rol)}</label>`).join('\n')}
</fieldset>`);
  return pagina(van, 'Wie bent u?', `${opnieuw}${sterk}
<form method="post">${keuzes.join('')}
<p><button name="stap" value="twee">Bewijs met tweede stap</button>
<button name="stap" value="een">Alleen de eerste stap</button>
<button name="stap" value="afbreken" formnovalidate>Afbreken</button></p>
</form>`);
}

export function afmeldpagina(van, formulier) {
  return pagina(van, 'Afmelden', `<p>Wilt u zich ook hier afmelden?</p>
${formulier}
<p><button form="op.logoutForm" name="logout" value="yes">Ja, afmelden</button>
<button form="op.logoutForm">Nee, hier blijf ik bekend</button></p>`);
}

export const melding = (van, tekst) => pagina(van, 'Inlogdienst', `<p>${veilig(tekst)}</p>`);
