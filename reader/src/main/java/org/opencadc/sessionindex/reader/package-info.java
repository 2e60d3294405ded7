/**
 * Reads what session-index publishes about Skaha's sessions, in place of LISTs of Jobs, and renders
 * Skaha's session JSON.
 *
 * <p>Begin with {@link org.opencadc.sessionindex.reader.SessionIndexReader} for sessions and with
 * {@link org.opencadc.sessionindex.reader.SkahaViews} for JSON. Nothing here reads the machine's
 * clock: ages come from the API server's Date header and a monotonic clock. No parameter may be
 * null and no method returns null unless its documentation says so.
 */
package org.opencadc.sessionindex.reader;
