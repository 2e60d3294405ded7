/** Keeps the documents true: the API reference is generated, the links are checked. */
package org.opencadc.sessionindex.docs;
