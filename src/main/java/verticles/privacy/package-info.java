/**
 * What people have a say in: consent with proof, their data to take away or to erase, and
 * retention.
 */
@NullMarked
package verticles.privacy;

import org.jspecify.annotations.NullMarked;
