/** Runs: their ledger, their lease, and how one begins and ends with its sync's route. */
@NullMarked
package dev.caramel.sync.run;

import org.jspecify.annotations.NullMarked;
