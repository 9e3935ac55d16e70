import { describe, expect, it } from '@jest/globals';
import { environmentPage } from './environment-page.ts';
import { VARIABLES } from './variables.ts';

describe('environmentPage', () => {
  it('explains every variable', () => {
    const page = environmentPage();
    for (const [name, { meaning }] of Object.entries(VARIABLES)) {
      expect(page).toContain(`\`${name}\``);
      expect(page).toContain(meaning);
    }
  });

  it('says which can be kept in a file', () => {
    expect(environmentPage()).toContain('`HOMELAB_ADMIN_PASSWORD` or `HOMELAB_ADMIN_PASSWORD_FILE`');
  });
});
