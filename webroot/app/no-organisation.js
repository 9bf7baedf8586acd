// In place of what belongs to an organisation, for who belongs to none.
import { html } from 'app/html';
import { PageLink } from 'app/pages';
import { may } from 'app/roles';

export function NoOrganisation() {
  return html`
    <section class="widget no-organisation" aria-labelledby="no-organisation">
      <header class="widget-head">
        <div class="widget-title"><h2 id="no-organisation">Positions, profit and portfolios</h2></div>
      </header>
      <div class="widget-body">
        <div class="nothing">
          <p><strong>Your account belongs to no organisation.</strong></p>
          <p>Positions, profit and portfolios are shown to the people of the organisation they belong to.</p>
          ${may('admin')
            ? html`<p>To see them, give an account an organisation on the page <${PageLink} path="/account">Account<//>, and sign in with it.</p>`
            : html`<p>Ask an administrator to give your account an organisation.</p>`}
        </div>
      </div>
    </section>
  `;
}
