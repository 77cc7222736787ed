/** A host application that takes its versions of Token Keeper from the BOM. */
package dev.tokenkeeper.examples;
