#include <stdio.h>

int main(void)
{
    puts("shenbao");
    return 0;
}
