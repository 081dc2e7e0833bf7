/** What Sugar calls: who may, and what the dashlets are told. */
@NullMarked
package dev.caramel.connector;

import org.jspecify.annotations.NullMarked;
