"""The same names as sqlite3.dbapi2, whose types stand for sqlcipher3's."""

from sqlite3.dbapi2 import *
