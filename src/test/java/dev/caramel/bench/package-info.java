/** Measurements that anyone can run with one command. */
package dev.caramel.bench;
