/** Users with their roles, sessions, and the token endpoint (reference 3). */
@NullMarked
package dev.caramel.sandbox.auth;

import org.jspecify.annotations.NullMarked;
