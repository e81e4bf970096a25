/* Stands in for a library of Windows 10 that Wine 10 lacks and Qt6Core asks for by name: every converter of it
   is said to be missing, whereupon Qt uses its own. For trying the program under Wine only, and never shipped. */

#define MISSING(name) __declspec(dllexport) void *name(void) { return 0; }

/* The last argument of opening is where ICU puts its error; 4 is "a file cannot be read". */
__declspec(dllexport) void *ucnv_open(const char *name, int *error)
{
    (void)name;
    if (error)
        *error = 4;
    return 0;
}

MISSING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
MISSING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
MISSING(ucnv_cbFromUWriteUChars)
MISSING(ucnv_cbToUWriteUChars)
MISSING(ucnv_close)
MISSING(ucnv_countAvailable)
MISSING(ucnv_fromUCountPending)
MISSING(ucnv_fromUnicode)
MISSING(ucnv_getAvailableName)
MISSING(ucnv_getFromUCallBack)
MISSING(ucnv_getMaxCharSize)
MISSING(ucnv_getName)
MISSING(ucnv_getStandardName)
MISSING(ucnv_getToUCallBack)
MISSING(ucnv_reset)
MISSING(ucnv_setFromUCallBack)
MISSING(ucnv_setToUCallBack)
MISSING(ucnv_toUCountPending)
MISSING(ucnv_toUnicode)
