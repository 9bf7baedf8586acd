/** Signing in through an OpenID Connect provider, and the tokens that it gives to services. */
@NullMarked
package verticles.oidc;

import org.jspecify.annotations.NullMarked;
