/** The JOSDK edge: which index is served, and two thin reconcilers. */
package org.opencadc.sessionindex.reconcile;
