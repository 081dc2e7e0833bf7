package dev.caramel.sugar;

import org.jspecify.annotations.Nullable;

/**
 * One Sugar with all that is needed to log in.
 *
 * @param name name of the connection
 * @param url address without a trailing slash and without {@code /rest}
 * @param username user
 * @param password the user's password
 * @param platform API platform
 * @param clientId OAuth key
 * @param clientSecret secret of the OAuth key, often empty
 * @param apiVersion version that somebody configured, such as {@code v11_5}, or null
 * @param language language of labels that somebody configured, or null
 */
record SugarConnection(
    String name,
    String url,
    String username,
    Secret password,
    String platform,
    String clientId,
    Secret clientSecret,
    @Nullable String apiVersion,
    @Nullable String language) {

  /** A session belongs to address, user and platform, whatever connections use them. */
  String sessionId() {
    return url + " " + username + " " + platform;
  }

  /** Address of a path below the REST API of that version. */
  String address(String version, String path) {
    return url + "/rest/" + version + "/" + path;
  }
}
