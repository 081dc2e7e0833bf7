package dev.caramel.sandbox;

/**
 * What Sugar is known to do, or may do, in two ways (reference 12). Off is the default of the
 * reference, on the other way.
 */
public enum Switch {
  /** A version above the release's own is answered as if it were its own, not with 301. */
  VERSION_LENIENT,
  /** A refused refresh is 400 {@code invalid_grant}, not 401 {@code need_login}. */
  REFUSED_REFRESH_IS_INVALID_GRANT,
  /** A wrong password is 401 {@code invalid_grant}, not {@code need_login}. */
  WRONG_PASSWORD_IS_INVALID_GRANT,
  /** A dead session is 401 {@code need_login}, not {@code invalid_grant}. */
  DEAD_SESSION_IS_NEED_LOGIN,
  /** An id sent with a create is ignored: the record gets another one. */
  OWN_IDS_IGNORED,
  /** An update that changes nothing leaves {@code date_modified} as it is. */
  IDLE_UPDATE_KEEPS_DATE,
  /** A page may be larger than {@code max_list_limit}. */
  PAGE_CAP_OFF,
  /** A deleted record comes with all its fields, not only with five. */
  TOMBSTONES_FULL,
  /** A record that the user's teams hide is 403 {@code not_authorized}, not 404. */
  INVISIBLE_IS_FORBIDDEN,
  /** {@code headers} inside a bulk answer is {@code []}, not a map. */
  BULK_HEADERS_AS_ARRAY,
  /** The fault {@code throttle} is 429 with an HTML body, not 503 with {@code Retry-After}. */
  THROTTLE_IS_429_HTML,
  /** Decimals and currencies are JSON numbers, not texts with six decimals. */
  DECIMALS_AS_NUMBERS,
  /** A date-time without an offset in a filter is UTC, not the user's time zone. */
  NAKED_TIMES_ARE_UTC,
  /** A platform that is not registered is let in (reference 3.5). */
  UNKNOWN_PLATFORMS_ALLOWED,
  /** {@code Authorization: Bearer} works although the release is older than 8.2. */
  BEARER_ALWAYS,
  /** A filter on {@code id} with an order ({@code $gt} and the like) is refused with 422. */
  ID_RANGE_REFUSED,
  /** The module EmailAddresses is not served: 404. */
  EMAIL_ADDRESSES_NOT_FOUND,
  /** The module EmailAddresses is not allowed: 403. */
  EMAIL_ADDRESSES_FORBIDDEN,
  /** A changed opt-out leaves {@code date_modified} of the address row as it is. */
  OPT_OUT_KEEPS_ADDRESS_DATE,
  /** A changed opt-out moves {@code date_modified} of all records that have the address. */
  OPT_OUT_MOVES_RECORD_DATE,
  /** Joining or leaving a target list moves the list's own {@code date_modified}. */
  JOINING_MOVES_LIST_DATE,
  /** A date that cannot be read is stored as empty, not refused with 422. */
  WRONG_DATES_BECOME_EMPTY,
  /** Calls of {@code sync_key} are refused to users who are no administrators (from 14.2). */
  SYNC_KEY_ADMIN_ONLY,
  /** The flags of addresses are {@code "0"} and {@code "1"}, as in older releases. */
  FLAGS_AS_TEXT,
  /** Dropdowns with the keys 0, 1, 2, ... come as a JSON object, not as an array. */
  NUMERIC_DROPDOWNS_AS_OBJECT,
  /** The requests of one session are served one after another, as PHP's session files do. */
  SESSION_SERIALISED,
  /** Five wrong passwords lock a user out. */
  LOCK_OUT,
  /** Answers are never compressed, even if the client asks for it. */
  GZIP_OFF
}
