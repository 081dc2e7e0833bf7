/** The sandbox's database: a computed data set under an overlay of what was changed since. */
@NullMarked
package dev.caramel.sandbox.store;

import org.jspecify.annotations.NullMarked;
