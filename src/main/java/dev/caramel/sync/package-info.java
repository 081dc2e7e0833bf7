/** Syncs: their definitions, runs and rules. */
@NullMarked
package dev.caramel.sync;

import org.jspecify.annotations.NullMarked;
