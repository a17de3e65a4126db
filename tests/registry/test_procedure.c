/* Which notice counts: small worlds as text, random worlds in any order, and a great many notices. */
#include "registry/procedure.h"
#include "tests/registry/world.h"
#include "tests/tap.h"
#include <string.h>

/* What became of every notice, in the order of the world, whatever the order of addition. */
static Str outcome(Arena *arena, const World *world, const size_t *order) {
    static const char *const words[] = {"stands", "copies", "superseded", "answers", "corrects"};
    Procedures *procedures = procedures_new(arena);
    size_t *number = ARENA_ARRAY(arena, size_t, world->n), *line = ARENA_ARRAY(arena, size_t, world->n);
    for (size_t i = 0; i < world->n; i++) {
        size_t k = order[i];
        number[k] = procedures_add(procedures, &world->at[k].notice, world->at[k].name);
        line[number[k]] = k;
    }
    procedures_settle(procedures);
    Buf out = {.arena = arena};
    for (size_t k = 0; k < world->n; k++) {
        NoticeStanding standing = procedures_standing(procedures, number[k]);
        buf_print(&out, "%.*s %s", STR_ARG(world->at[k].name), words[standing.standing]);
        if (standing.instead != NO_NOTICE)
            buf_print(&out, " %.*s", STR_ARG(world->at[line[standing.instead]].name));
        buf_byte(&out, '\n');
    }
    /* every chain once, where its oldest stands, then the deadlines */
    for (size_t k = 0; k < world->n; k++) {
        size_t first = procedures_first(procedures, number[k]), members = 0;
        if (first != number[k] || procedures_next(procedures, first) == NO_NOTICE) continue;
        for (size_t n = first; n != NO_NOTICE; n = procedures_next(procedures, n), members++)
            buf_print(&out, "%s%.*s", members ? "<" : "", STR_ARG(world->at[line[n]].name));
        buf_byte(&out, '\n');
    }
    for (size_t k = 0; k < world->n; k++) {
        size_t count;
        const DeadlineCorrection *at = procedures_deadlines(procedures, number[k], &count);
        for (size_t i = 0; i < count; i++)
            buf_print(&out, "%.*s [%.*s] %.*s by %.*s\n", STR_ARG(world->at[k].name), STR_ARG(at[i].lot_id),
                      STR_ARG(datetime_print(arena, at[i].deadline)),
                      STR_ARG(world->at[line[at[i].by]].name));
    }
    return buf_str(&out);
}

static const struct {
    int at;
    const char *in, *out;
} cases[] = {
    {__LINE__, "A id=@a v=01\n", "A stands\n"},
    /* copies: the later day, then the published one; else whichever, but always the same */
    {__LINE__, "A id=@a v=01 day=2024-01-02\nB id=@a v=01 day=2024-01-02 published=2024-01-04\n",
     "A copies B\nB stands\nA<B\n"},
    {__LINE__, "A id=@a v=01 published=2024-01-05\nB id=@a v=1 published=2024-01-04\n",
     "A stands\nB copies A\nB<A\n"},
    {__LINE__, "A id=@a v=01\nB source=boamp id=@a v=01\n", "A stands\nB stands\n"},
    {__LINE__, "A id=A0000000-0000-4000-8000-00000000000A v=01 day=2024-01-02\nB id=@a v=01\n",
     "A stands\nB copies A\nB<A\n"},
    {__LINE__, "A source=ted id=2017/S~129-263247 day=2017-07-05\nB source=ted id=263247-2017\n",
     "A stands\nB copies A\nB<A\n"},
    {__LINE__, "A id=@a day=2024-01-02 published=2024-01-04\nB id=@a day=2024-01-02 published=2024-01-03\n",
     "A stands\nB copies A\nB<A\n"},
    {__LINE__, "A id=@a day=2024-01-02 published=2024-01-03\nB id=@a day=2024-01-02 published=2024-01-04\n",
     "A copies B\nB stands\nA<B\n"},
    /* versions, whatever the days say */
    {__LINE__, "A id=@a v=01 day=2024-02-01\nB id=@a v=02 day=2024-01-01\n",
     "A superseded B\nB stands\nB<A\n"},
    {__LINE__, "A id=@a v=9\nB id=@a v=10\nC id=@a\nD id=@a v=0002\n",
     "A superseded B\nB stands\nC superseded B\nD superseded B\nC<D<A<B\n"},
    {__LINE__, "A id=@a v=99999999999999999999\nB id=@a v=100000000000000000000\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A id=@a v=20240102030405\nB id=@a v=20240102030406\n", "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A id=@a\nB id=@a v=x day=2024-01-01\nC id=@a v=y day=2024-01-02\n",
     "A superseded C\nB superseded C\nC stands\nA<B<C\n"},
    {__LINE__, "A id=@a v=x day=2024-01-02\nB id=@a v=1 day=2024-01-01\n", "A superseded B\nB stands\nB<A\n"},
    {__LINE__, "A id=@a v=01\nB id=@a v=02\nC id=@a v=01\n", "A superseded B\nB stands\nC copies B\nC<A<B\n"},
    {__LINE__, "A id=@a v=x day=2024-01-01\nB id=@a v=y day=2024-01-02\n", "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A id=@a v=y day=2024-01-01\nB id=@a v=x day=2024-01-02\n", "A superseded B\nB stands\nA<B\n"},
    /* a change, by id and version or by OJ number in all its forms */
    {__LINE__, "A id=@a v=01 day=2024-01-01\nB id=@b v=01 of=@a-01 day=2024-01-02\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A oj=00422781-2023 day=2023-01-01\nB of=422781-2023 day=2023-02-01\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A oj=00422781-2023 day=2023-01-01\nB of=2023/S~129-422781 day=2023-02-01\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A source=ted id=2023/S~129-422781 day=2023-01-01\nB of=422781-2023 day=2023-02-01\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__, "A oj=00422781-2023\nB of=422781-2022\n", "A stands\nB stands\n"},
    /* the chain, also where the days are wrong */
    {__LINE__,
     "A id=@a v=01 day=2024-01-03\nB id=@b v=01 of=@a-01 day=2024-01-02\nC id=@c v=01 of=@b-01 "
     "day=2024-01-01\n",
     "A superseded C\nB superseded C\nC stands\nC<B<A\n"},
    /* one that names nothing of this run counts; so does one that names itself */
    {__LINE__, "B id=@b v=01 of=@a-01\n", "B stands\n"},
    {__LINE__, "B id=@b v=01 of=@b-01\n", "B stands\n"},
    {__LINE__, "B id=@b oj=00000012-2024 of=12-2024\n", "B stands\n"},
    /* two change the same: the later end */
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nB id=@b v=01 of=@a-01 day=2024-01-02\nC id=@c v=01 of=@a-01 "
     "day=2024-01-03\n",
     "A superseded C\nB superseded C\nC stands\nA<B<C\n"},
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nB id=@b v=01 of=@a-01 day=2024-01-02\nC id=@c v=01 of=@a-01 "
     "day=2024-01-03\n"
     "D id=@d v=01 of=@b-01 day=2024-01-04\n",
     "A superseded D\nB superseded D\nC superseded D\nD stands\nA<B<C<D\n"},
    {__LINE__, "A id=@a v=01\nB id=@b v=01 of=@a-01 day=2024-01-02\nC id=@c v=02 of=@a-01 day=2024-01-02\n",
     "A superseded C\nB superseded C\nC stands\nA<B<C\n"},
    /* a change of version 01 against version 02: the later */
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nB id=@a v=02 day=2024-01-05\nC id=@c v=01 of=@a-01 day=2024-01-03\n",
     "A superseded B\nB stands\nC superseded B\nA<C<B\n"},
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nB id=@a v=02 day=2024-01-05\nC id=@c v=01 of=@a-02 day=2024-01-03\n",
     "A superseded C\nB superseded C\nC stands\nA<C<B\n"},
    {__LINE__, "B id=@a v=02 day=2024-01-05\nC id=@c v=01 of=@a-01 day=2024-01-03\n",
     "B stands\nC superseded B\nC<B\n"},
    {__LINE__, "B id=@a v=01 day=2024-01-05\nC id=@c v=01 of=@a-03 day=2024-01-03\n",
     "B superseded C\nC stands\nC<B\n"},
    /* circles end: the latest of them, or what hangs on them */
    {__LINE__, "A id=@a v=01 of=@b-01 day=2024-01-01\nB id=@b v=01 of=@a-01 day=2024-01-02\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__,
     "A id=@a v=01 of=@b-01 day=2024-01-08\nB id=@b v=01 of=@a-01 day=2024-01-02\nC id=@c v=01 of=@a-01 "
     "day=2024-01-01\n",
     "A superseded C\nB superseded C\nC stands\nC<B<A\n"},
    {__LINE__, "A id=@a v=02 of=@a-01\nB id=@a v=01 of=@a-02\n", "A stands\nB superseded A\nB<A\n"},
    /* cancelled: the newest state; by its change or by what came earlier */
    {__LINE__, "A id=@a v=01 day=2024-01-01\nX id=@b v=01 status=cancelled of=@a-01 day=2024-01-02\n",
     "A superseded X\nX stands\nA<X\n"},
    {__LINE__,
     "A source=ted id=1-2017 form=competition\nX day=2017-02-01 source=ted id=2-2017 form=result "
     "status=cancelled "
     "earlier=1-2017\n",
     "A superseded X\nX stands\nA<X\n"},
    {__LINE__, "A id=@a v=01\nX id=@b v=01 status=cancelled of=@c-01 earlier=@a-01 day=2024-01-01\n",
     "A stands\nX stands\nA<X\n"},
    {__LINE__, "X id=@b v=01 status=cancelled of=@a-01\n", "X stands\n"},
    /* differences only: attached, and their deadlines */
    {__LINE__,
     "A source=ted id=1-2017 day=2017-01-01\nF source=ted id=2-2017 type=F14 of=1-2017 deadline=:2017-03-01 "
     "day=2017-01-05\n",
     "A stands\nF corrects A\nA<F\nA [] 2017-03-01 by F\n"},
    {__LINE__, "A source=ted id=1-2017\nF source=ted id=2-2017 type=F14_2014 earlier=1-2017\n",
     "A stands\nF corrects A\nA<F\n"},
    {__LINE__, "F source=ted id=2-2017 of=1-2017 deadline=:2017-03-01\n", "F corrects\n"},
    {__LINE__,
     "A source=boamp id=16-1 day=2016-01-01\nF source=boamp id=16-2 of=16-1 diff=1 day=2016-01-02\n",
     "A stands\nF corrects A\nA<F\n"},
    {__LINE__,
     "A source=boamp id=16-1 day=2016-01-01\nF source=boamp id=16-2 status=changed of=16-1 day=2016-01-02\n",
     "A superseded F\nF stands\nA<F\n"},
    {__LINE__,
     "A source=ted id=1-2017 day=2017-01-01\n" /* the last word for each lot */
     "F source=ted id=2-2017 of=1-2017 deadline=:2017-03-01 deadline=2:2017-03-02 day=2017-01-05\n"
     "G source=ted id=3-2017 of=1-2017 deadline=2:2017-04-02 deadline=2:2017-04-03 day=2017-01-06\n",
     "A stands\nF corrects A\nG corrects A\nA<F<G\nA [] 2017-03-01 by F\nA [2] 2017-04-03 by G\n"},
    {__LINE__,
     "A source=ted id=1-2017 day=2017-01-01\n" /* a corrigendum of a corrigendum */
     "F source=ted id=2-2017 of=1-2017 deadline=:2017-03-01 day=2017-01-05\n"
     "G source=ted id=3-2017 of=2-2017 deadline=:2017-04-01 day=2017-01-06\n",
     "A stands\nF corrects A\nG corrects A\nA<F<G\nA [] 2017-04-01 by G\n"},
    {__LINE__,
     "F source=ted id=2-2017 of=3-2017 deadline=:2017-03-01\n" /* that bite their tails */
     "G source=ted id=3-2017 of=2-2017 deadline=:2017-04-01 day=2017-01-01\n"
     "H source=ted id=4-2017 of=4-2017 deadline=:2017-04-01\n",
     "F corrects\nG corrects\nH corrects\nF<G\n"},
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nF id=@f of=@a-01 deadline=:2024-03-01 day=2024-01-05\n" /* restated since
                                                                                            */
     "B id=@b v=01 of=@a-01 day=2024-01-06\n",
     "A superseded B\nF corrects B\nB stands\nA<F<B\n"},
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nF id=@f of=@a-01 deadline=:2024-03-01 day=2024-01-07\n" /* and not yet */
     "B id=@b v=01 of=@a-01 day=2024-01-06\n",
     "A superseded B\nF corrects B\nB stands\nA<B<F\nB [] 2024-03-01 by F\n"},
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nF id=@f of=@a-01 deadline=:2024-03-01 day=2024-01-07\nG id=@f of=@a-01 "
     "deadline=:2024-03-01\n",
     "A stands\nF corrects A\nG copies F\nG<A<F\nA [] 2024-03-01 by F\n"},
    {__LINE__,
     "A id=@a v=01 day=2024-01-01\nF id=@f of=@a-01 diff=1 day=2024-01-02\n" /* a change that names one */
     "B id=@b v=01 of=@f day=2024-01-06\n",
     "A superseded B\nF corrects B\nB stands\nA<F<B\n"},
    /* planning and its call */
    {__LINE__, "P id=@a form=planning proc=@9\nC id=@c form=competition proc=@9 day=2024-01-01\n",
     "P superseded C\nC stands\nP<C\n"},
    {__LINE__,
     "P source=ted id=1-2017 form=planning day=2017-02-01\nC source=ted id=2-2017 form=competition "
     "earlier=2017/S~001-000001\n",
     "P superseded C\nC stands\nC<P\n"},
    {__LINE__,
     "P id=@a v=01 form=planning proc=@9\nQ id=@b form=planning proc=@9 of=@a-01 day=2024-01-01\n"
     "C id=@c form=competition proc=@9 day=2024-01-01\nD id=@d v=01 of=@c form=competition proc=@9 "
     "day=2024-01-02\n",
     "P superseded D\nQ superseded D\nC superseded D\nD stands\nP<Q<C<D\n"},
    {__LINE__, "P form=planning proc=@9\nQ form=planning proc=@9 day=2024-01-01\n",
     "P stands\nQ stands\nP<Q\n"},
    /* several calls of one procedure: none is lost */
    {__LINE__, "A form=competition proc=@9\nB form=competition proc=@9 day=2024-01-01\n",
     "A stands\nB stands\nA<B\n"},
    {__LINE__, "A id=@a form=competition proc=@9\nB form=competition proc=@9 day=2024-01-01 earlier=@a\n",
     "A stands\nB stands\nA<B\n"},
    {__LINE__, "A proc=1 buyer=x\nB proc=1 buyer=y\n", "A stands\nB stands\n"},
    /* results answer */
    {__LINE__, "A id=@a form=competition proc=@9\nR form=result proc=@9 day=2024-01-01\n",
     "A stands\nR answers A\nA<R\n"},
    {__LINE__, "A proc=1 buyer=x form=competition\nR proc=1 buyer=y form=result\n", "A stands\nR stands\n"},
    {__LINE__,
     "A source=ted id=1-2017 form=competition\nR source=ted id=2-2018 form=result earlier=1-2017 "
     "day=2018-01-01\n",
     "A stands\nR answers A\nA<R\n"},
    {__LINE__,
     "A source=boamp id=16-105311\nR source=boamp id=17-5219 form=result earlier=16-105311 day=2017-01-12\n",
     "A stands\nR answers A\nA<R\n"},
    {__LINE__,
     "A id=@a v=01 form=competition proc=@9 day=2024-01-01\nB id=@b v=01 form=competition of=@a-01 proc=@9 "
     "day=2024-01-02\n"
     "R form=result earlier=@a-01 day=2024-03-01\n", /* the state that counts, not the one that it names */
     "A superseded B\nB stands\nR answers B\nA<B<R\n"},
    {__LINE__,
     "A id=@a form=competition proc=@9 day=2024-01-01\nB id=@b form=competition proc=@9 day=2024-01-02\n"
     "R form=result proc=@9 day=2024-01-03\nS form=result proc=@9 earlier=@a lots=x day=2024-01-03\n",
     "A stands\nB stands\nR answers B\nS answers A\nA<B<S<R\n"},
    {__LINE__,
     "A id=@a v=01 form=competition\nX id=@b status=cancelled of=@a-01 form=competition day=2024-01-02\n"
     "R form=result earlier=@a day=2024-01-03\n",
     "A superseded X\nX stands\nR answers X\nA<X<R\n"},
    {__LINE__,
     "R id=@b form=result status=changed of=@a day=2024-01-03\nA id=@a form=competition\n", /* no change of a
                                                                                               call */
     "R answers A\nA stands\nA<R\n"},
    {__LINE__,
     "A source=ted id=1-2017 form=competition\nR source=ted id=2-2018 form=result earlier=1-2017 "
     "day=2018-01-01\n"
     "M source=ted id=3-2018 status=modification earlier=2-2018 lots=2 day=2019-01-01\n",
     "A stands\nR superseded A\nM answers A\nA<R<M\n"},
    {__LINE__, "P id=@a form=planning proc=@9\nR form=result proc=@9 day=2024-01-01\n",
     "P stands\nR answers P\nP<R\n"},
    {__LINE__,
     "P id=@a form=planning\nR form=result proc=@9 earlier=@a day=2024-01-02\nC form=competition proc=@9 "
     "day=2024-01-01\n",
     "P stands\nR answers C\nC stands\nP<C<R\n"},
    {__LINE__,
     "P id=@a form=planning\nC form=competition earlier=@a day=2024-01-01\nR form=result earlier=@a "
     "day=2024-01-02\n",
     "P superseded C\nC stands\nR answers C\nP<C<R\n"},
    {__LINE__,
     "A id=@a form=competition proc=@9 day=2024-01-01\nB form=competition proc=@9 day=2024-01-02\n"
     "R id=@b form=result earlier=@a proc=@9 lots=1,2 day=2024-01-03\nM form=cont-modif earlier=@b proc=@9 "
     "day=2024-01-04\n",
     "A stands\nB stands\nR answers A\nM answers A\nA<B<R<M\n"}, /* not the newest, by way of its result */
    {__LINE__,
     "A form=competition proc=@9 day=2024-01-01\nR id=@b form=result lots=1,2 day=2024-01-03\n"
     "M form=cont-modif earlier=@b proc=@9 day=2024-01-04\n", /* its result leads nowhere */
     "A stands\nR stands\nM answers A\nA<R<M\n"},
    /* results without their call */
    {__LINE__, "R form=result proc=@9 day=2024-01-01\nS form=result proc=@9 day=2024-01-02\n",
     "R superseded S\nS stands\nR<S\n"},
    {__LINE__,
     "R form=result proc=@9 lots=1,2 day=2024-01-01\nS form=result proc=@9 lots=3 day=2024-01-02\n"
     "T form=result proc=@9 lots=2,1 day=2024-01-03\n",
     "R superseded T\nS stands\nT stands\nR<S<T\n"},
    {__LINE__,
     "R id=@a form=result day=2024-01-01 lots=1\nM status=modification earlier=@a lots=x day=2024-01-02\n",
     "R superseded M\nM stands\nR<M\n"},
    {__LINE__,
     "R id=@a form=result day=2024-01-01 lots=1,2\nM form=cont-modif earlier=@a lots=1 day=2024-01-02\n",
     "R stands\nM stands\nR<M\n"},
    {__LINE__, "R id=@a form=result day=2024-01-01 lots=1,2\nS form=result of=@a lots=1 day=2024-01-02\n",
     "R superseded S\nS stands\nR<S\n"},
    {__LINE__,
     "M id=@a status=modification earlier=@b lots=1 day=2024-01-01\nN id=@b status=modification earlier=@a "
     "lots=1 day=2024-01-01\n"
     "A form=competition proc=@9\n", /* steps in a circle */
     "M superseded N\nN stands\nA stands\nM<N\n"},
    {__LINE__,
     "M id=@a status=modification earlier=@b lots=1 day=2024-01-01\nN id=@b status=modification earlier=@a "
     "lots=2,3 day=2024-01-02\n",
     "M stands\nN stands\nM<N\n"},
    /* a change whose form does not say of what */
    {__LINE__,
     "A source=boamp id=16-1 form=competition\nR source=boamp id=16-2 form=result earlier=16-1 "
     "day=2016-02-01\n"
     "C source=boamp id=16-3 form=change of=16-2 day=2016-02-02\n",
     "A stands\nR superseded A\nC answers A\nA<R<C\n"},
    /* contracts */
    {__LINE__,
     "A source=decp id=u1 contract=2024-01-01\nM source=decp id=u1 status=modification contract=2023-01-01\n",
     "A superseded M\nM stands\nM<A\n"},
    {__LINE__,
     "A source=decp id=u1 contract=2024-01-01\nB source=decp id=u1 contract=2023-01-01;2024-02-01\nC "
     "source=decp id=u2 contract=2024-01-01\n",
     "A superseded B\nB stands\nC stands\nA<B\n"},
    {__LINE__,
     "A source=decp id=u1 status=modification day=2024-01-01\nB source=decp id=u1 status=modification "
     "day=2024-01-02\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__,
     "A source=decp id=u1 form=result proc=9\nB source=decp id=u2 form=result proc=9 day=2024-01-01\n",
     "A stands\nB stands\nA<B\n"},
    {__LINE__,
     "A source=decp id=21750001630066 buyer=21750001630066\nB source=decp id=21750001630066 "
     "buyer=21750001630066\n",
     "A stands\nB stands\n"},
    /* rows of a table: the same number again is not the same row */
    {__LINE__,
     "A source=csv id=1 lots=a buyer=x\nB source=csv id=1 lots=b buyer=x day=2024-01-01\nC source=csv id=1 "
     "lots=a buyer=y\n",
     "A stands\nB stands\nC stands\nA<B\n"},
    {__LINE__, "A source=csv id=1 lots=a\nB source=csv id=1 lots=a day=2024-01-01\n",
     "A copies B\nB stands\nA<B\n"},
    {__LINE__,
     "A source=csv id=1 v=1 lots=a\nB source=csv id=1 v=2 lots=a\nC source=csv id=1 v=2 lots=b "
     "day=2024-01-01\nD source=csv id=1 v=1 lots=b\n",
     "A superseded C\nB stands\nC stands\nD superseded C\n"
     "A<D<B<C\n"},
    {__LINE__, "A source=csv id=12-2024\nB oj=00000012-2024\nC source=csv id=3 of=12-2024 day=2024-01-01\n",
     "A superseded C\nB stands\nC stands\nA<C\n"},
    /* sources */
    {__LINE__,
     "A source=ted id=250017-2016\nB source=boamp id=16-111 earlier=2016/S~138-250017 day=2016-01-01\n",
     "A stands\nB stands\nA<B\n"},
    {__LINE__,
     "A source=ted id=2019-2024\nB source=boamp id=24-2019\nC source=boamp id=24-5 form=result "
     "earlier=24-2019 day=2024-01-01\nD oj=24-2019\n",
     "A stands\nB stands\nC answers B\nD stands\nB<C\n"},
    {__LINE__, "A id=@a v=01\nB source=boamp id=24-1 of=@a-01 day=2024-01-01\n",
     "A superseded B\nB stands\nA<B\n"},
    {__LINE__,
     "A oj=7-2024\nB source=boamp id=24-1 oj=2024/S~001-7\nC source=boamp id=24-2 of=2024/S~001-7 "
     "day=2024-01-01\nD of=7-2024 day=2024-01-01\n",
     "A superseded D\nB superseded C\nC stands\nD stands\nA<D\nB<C\n"},
    {__LINE__, "A source=boamp id=24-1 oj=24-2019\nB of=24-2019\n", "A stands\nB stands\n"},
    {__LINE__, "A oj=24-2019\nB source=boamp id=24-1 of=24-2019\n", "A stands\nB stands\n"},
    /* without an id */
    {__LINE__, "A id=@a v=01\nB id= of=@a-01\nC id= oj=7-2024\nD of=7-2024\nE id= of=@a diff=1\n",
     "A stands\nB stands\nC stands\nD stands\nE stands\n"},
};

static void test_worlds(Arena *arena) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        World world = world_of(arena, cases[i].in);
        size_t *order = ARENA_ARRAY(arena, size_t, world.n);
        for (size_t k = 0; k < world.n; k++) order[k] = k;
        tap_is(outcome(arena, &world, order), str_of(cases[i].out), __FILE__, cases[i].at, "a world");
        for (size_t k = 0; k < world.n; k++) order[k] = world.n - 1 - k;
        tap_is(outcome(arena, &world, order), str_of(cases[i].out), __FILE__, cases[i].at, "backwards");
    }
}

/* What must hold in any world: what counts counts itself, and what does not is represented by one that does.
 */
static bool is_sound(Arena *arena, const World *world) {
    Procedures *procedures = procedures_new(arena);
    for (size_t i = 0; i < world->n; i++) procedures_add(procedures, &world->at[i].notice, world->at[i].name);
    procedures_settle(procedures);
    size_t met = 0;
    for (size_t i = 0; i < world->n; i++) {
        NoticeStanding standing = procedures_standing(procedures, i);
        NoticeRole role = procedures_role(procedures, i);
        if ((standing.standing == STANDING_STANDS) != (standing.instead == NO_NOTICE) &&
            role != ROLE_CORRECTION)
            return false;
        if (standing.instead != NO_NOTICE) {
            Standing instead = procedures_standing(procedures, standing.instead).standing;
            bool copy = standing.standing == STANDING_DUPLICATE || standing.standing == STANDING_SUPERSEDED;
            if (instead != STANDING_STANDS && !(copy && instead == STANDING_CORRECTION)) return false;
        }
        for (size_t n = procedures_first(procedures, i); n != NO_NOTICE; n = procedures_next(procedures, n))
            met += n == i;
        if (!procedures_same(procedures, i, notice_keys(arena, &world->at[i].notice, world->at[i].name)))
            return false;
        Notice other = world->at[i].notice;
        other.version = STR("99");
        if (procedures_same(procedures, i, notice_keys(arena, &other, world->at[i].name))) return false;
    }
    return met == world->n;
}

static void test_any_order(Arena *arena) {
    size_t differ = 0, unsound = 0;
    for (int round = 0; round < 1000; round++) {
        arena_reset(arena);
        World world = random_world(arena);
        size_t *order = ARENA_ARRAY(arena, size_t, world.n);
        for (size_t k = 0; k < world.n; k++) order[k] = k;
        Str first = outcome(arena, &world, order);
        unsound += !is_sound(arena, &world);
        for (int shuffle = 0; shuffle < 5; shuffle++) {
            for (size_t k = world.n; k > 1; k--) {
                size_t other = dice((unsigned)k), kept = order[k - 1];
                order[k - 1] = order[other];
                order[other] = kept;
            }
            Str again = outcome(arena, &world, order);
            if (str_eq(first, again)) continue;
            if (!differ++) printf("# round %d:\n%.*s# then:\n%.*s", round, STR_ARG(first), STR_ARG(again));
        }
    }
    NUM(differ, 0);
    NUM(unsound, 0);
}

static void test_deadline(Arena *arena) {
    World world = world_of(
        arena, "A source=ted id=1-2017 day=2017-01-01 lots=1,2,3\n"
               "F source=ted id=2-2017 of=1-2017 deadline=2:2017-03-02 deadline=3:2017-03-03 "
               "deadline=4:2017-03-04 day=2017-01-05\n"
               "G source=ted id=3-2017 of=1-2017 deadline=:2017-04-01 deadline=3:2017-04-03 day=2017-01-06\n"
               "H source=ted id=4-2017 of=1-2017 deadline=2:2017-05-02 day=2017-01-07\n");
    Procedures *procedures = procedures_new(arena);
    for (size_t i = 0; i < world.n; i++) procedures_add(procedures, &world.at[i].notice, world.at[i].name);
    procedures_settle(procedures);
    static const struct {
        const char *lot, *deadline;
        size_t by;
    } want[] = {{"1", "2017-04-01", 2},
                {"2", "2017-05-02", 3},
                {"3", "2017-04-03", 2},
                {"4", "2017-04-01", 2},
                {"", "2017-04-01", 2}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        DeadlineCorrection found = {0};
        OK(procedures_deadline(procedures, 0, str_of(want[i].lot), &found));
        IS(datetime_print(arena, found.deadline), str_of(want[i].deadline));
        NUM(found.by, want[i].by);
    }
    DeadlineCorrection none;
    size_t count;
    OK(!procedures_deadline(procedures, 1, STR("1"), &none));
    OK(!procedures_deadlines(procedures, 3, &count) && count == 0);
    NUM(procedures_role(procedures, 0), ROLE_CALL);
    NUM(procedures_role(procedures, 1), ROLE_CORRECTION);
}

/* A lot's name is kept for the reader, not its megabytes. */
static void test_long_texts(Arena *arena) {
    enum { LONG = 1 << 20 };
    char *text = arena_text(arena, LONG);
    memset(text, 'x', LONG);
    memcpy(text + LOT_ID_MOST - 1, "\u00E9", 2);
    Str long_text = {text, LONG};
    Correction correction = {.lot_id = long_text, .deadline = {1, -1}};
    Notice call = {.source_format = STR("csv"), .id = long_text, .version = long_text};
    Notice fix = {.source_format = STR("csv"),
                  .id = STR("F"),
                  .change_of = long_text,
                  .corrections = &correction,
                  .correction_count = 1,
                  .issue_date = DATE_ABSENT,
                  .publication_date = DATE_ABSENT};
    size_t count;
    Arena *own = arena_new();
    Procedures *procedures = procedures_new(own);
    procedures_add(procedures, &call, long_text);
    procedures_add(procedures, &fix, (Str){0});
    procedures_settle(procedures);
    NUM(procedures_standing(procedures, 1).instead, 0);
    const DeadlineCorrection *at = procedures_deadlines(procedures, 0, &count);
    NUM(count, 1);
    NUM(at ? at->lot_id.n : 0, LOT_ID_MOST - 1);
    DeadlineCorrection found;
    OK(procedures_deadline(procedures, 0, long_text, &found));
    OK(arena_held(own) < LONG / 2);
    arena_free(own);
    Procedures *empty = procedures_new(arena);
    procedures_settle(empty);
    NUM(procedures_count(empty), 0);
}

enum { MANY = 1000000 };

/* `of` writes what notice i changes. */
static void test_many(Arena *arena, const char *what, void (*of)(char *text, size_t room, int i), size_t most,
                      size_t standing) {
    char id[64], changed[64];
    size_t stand = 0;
    arena_reset(arena);
    size_t before = arena_held(arena);
    Procedures *procedures = procedures_new(arena);
    for (int i = 0; i < MANY; i++) {
        Lot lot = {.id = STR("LOT-0001")};
        snprintf(id, sizeof id, "%08x-0000-4000-8000-000000000000", (unsigned)i);
        changed[0] = '\0';
        if (of) of(changed, sizeof changed, i);
        Notice notice = {.source_format = STR("eforms"),
                         .id = str_of(id),
                         .version = STR("01"),
                         .form = STR("competition"),
                         .change_of = str_of(changed),
                         .issue_date = 20000 + i % 1000,
                         .publication_date = DATE_ABSENT,
                         .lots = &lot,
                         .lot_count = 1};
        procedures_add(procedures, &notice, str_of(id));
    }
    procedures_settle(procedures);
    for (size_t i = 0; i < MANY; i++) stand += procedures_standing(procedures, i).standing == STANDING_STANDS;
    size_t held = (arena_held(arena) - before) / MANY;
    printf("# %s: %zu bytes a notice\n", what, held);
    tap_ok(held <= most, __FILE__, __LINE__, what);
    NUM(stand, standing);
}

static void changes_before(char *text, size_t room, int i) {
    snprintf(text, room, "%08x-0000-4000-8000-000000000000-01", (unsigned)(i + MANY - 1) % MANY);
}

static void changes_first(char *text, size_t room, int i) {
    snprintf(text, room, "%08x-0000-4000-8000-000000000000-01", i == 0 ? 1u : 0u);
}

int main(void) {
    Arena *arena = arena_new();
    test_worlds(arena);
    test_deadline(arena);
    test_long_texts(arena);
    test_any_order(arena);
    test_many(arena, "apart", NULL, 68, MANY);
    test_many(arena, "in a circle", changes_before, 104, 1);
    test_many(arena, "all of one", changes_first, 104, 1);
    arena_free(arena);
    return tap_done();
}
