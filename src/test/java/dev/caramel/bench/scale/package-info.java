/** How far one node goes: pushes, many syncs, large lists, many calls. See docs/benchmarks.md. */
package dev.caramel.bench.scale;
