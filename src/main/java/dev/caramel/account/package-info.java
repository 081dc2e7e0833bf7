/** Marketing accounts and the admin key. */
@NullMarked
package dev.caramel.account;

import org.jspecify.annotations.NullMarked;
