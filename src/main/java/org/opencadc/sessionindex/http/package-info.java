/** One plain request to the API server: no retries, a short timeout, the Date header kept. */
package org.opencadc.sessionindex.http;
