/** The two custom resources of the group skaha.opencadc.org: what to index, and the answer. */
package org.opencadc.sessionindex.api;
