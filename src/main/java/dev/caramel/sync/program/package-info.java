/** Maintenance programs: scheduled steps that change a list before its sync. */
@NullMarked
package dev.caramel.sync.program;

import org.jspecify.annotations.NullMarked;
