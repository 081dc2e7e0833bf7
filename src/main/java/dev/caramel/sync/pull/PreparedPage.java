package dev.caramel.sync.pull;

/** A page that is ready to be written. */
record PreparedPage(ReadPage read, PageContent content) {}
