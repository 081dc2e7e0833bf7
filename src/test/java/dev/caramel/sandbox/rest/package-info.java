/** What stands behind the URLs of Sugar's REST API (reference 4 to 9). */
@NullMarked
package dev.caramel.sandbox.rest;

import org.jspecify.annotations.NullMarked;
