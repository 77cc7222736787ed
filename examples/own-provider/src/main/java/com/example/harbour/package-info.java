/** A provider that Token Keeper does not know, written outside it. */
package com.example.harbour;
