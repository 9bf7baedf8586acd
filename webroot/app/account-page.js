// The page of the account: who the reader is, where they are signed in, and what administrators keep.
import { AccountMe } from 'app/account-me';
import { AccountPeople } from 'app/account-people';
import { AccountServices } from 'app/account-services';
import { AccountSessions } from 'app/account-sessions';
import { Passkeys } from 'app/account-passkeys';
import { Privacy } from 'app/account-privacy';
import { Frame } from 'app/frame';
import { html } from 'app/html';
import { may } from 'app/roles';

/** In this order; each is a panel of its own. */
const OWN = [AccountMe, Passkeys, AccountSessions, Privacy];
const ADMIN = [AccountPeople, AccountServices];

export function AccountPage() {
  const sections = may('admin') ? [...OWN, ...ADMIN] : OWN;
  return html`
    <${Frame} state=${html`<span></span>`} notice="">
      <h2 class="page-title">Account</h2>
      ${sections.map((Section) => html`<${Section} key=${Section.name} />`)}
    <//>
  `;
}
