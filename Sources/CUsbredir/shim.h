#pragma once
#include <usbredirparser.h>
