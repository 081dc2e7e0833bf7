/** The control API: changes by another user, faults, switches, the log of requests. */
@NullMarked
package dev.caramel.sandbox.control;

import org.jspecify.annotations.NullMarked;
