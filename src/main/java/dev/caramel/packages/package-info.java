/** The packages that Sugar installs, handed out over HTTP. */
@NullMarked
package dev.caramel.packages;

import org.jspecify.annotations.NullMarked;
