/** Health and metrics on one port. */
package org.opencadc.sessionindex.ops;
