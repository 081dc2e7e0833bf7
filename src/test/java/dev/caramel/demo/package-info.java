/** The demo: Caramel, a Sugar sandbox and a database in one process. */
package dev.caramel.demo;
