/**
 * How a process boundary is declared: a method exists once, as an entry of a contract, and both ends derive their
 * types from it. Parameters are checked by schema on the serving side; results are trusted, since we made them.
 */
import type { z } from "zod";

/** The result and the progress notices of a method, which exist as types only. */
export interface Method<Params extends z.ZodType, Result, Notice> {
  readonly params: Params;
  readonly result?: Result;
  readonly notice?: Notice;
}

/** `method<Result, Notice>()(paramsSchema)`: the first call names what only types know, the second infers the schema. */
export function method<Result, Notice = never>() {
  return <Params extends z.ZodType>(params: Params): Method<Params, Result, Notice> => ({ params });
}

export type Contract = Readonly<Record<string, Method<z.ZodType, unknown, unknown>>>;

export type ParamsOf<C extends Contract, Name extends keyof C> = z.input<C[Name]["params"]>;
export type ParsedParamsOf<C extends Contract, Name extends keyof C> = z.output<C[Name]["params"]>;
export type ResultOf<C extends Contract, Name extends keyof C> =
  C[Name] extends Method<z.ZodType, infer Result, unknown> ? Result : never;
export type NoticeOf<C extends Contract, Name extends keyof C> =
  C[Name] extends Method<z.ZodType, unknown, infer Notice> ? Notice : never;

export interface CallContext<Notice> {
  readonly signal: AbortSignal;
  notify(notice: Notice): void;
}

export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: (
    params: ParsedParamsOf<C, Name>,
    context: CallContext<NoticeOf<C, Name>>,
  ) => Promise<ResultOf<C, Name>> | ResultOf<C, Name>;
};

export interface CallOptions<Notice> {
  readonly signal?: AbortSignal;
  readonly onNotice?: (notice: Notice) => void;
}

export interface Client<C extends Contract> {
  call<Name extends keyof C & string>(
    name: Name,
    params: ParamsOf<C, Name>,
    options?: CallOptions<NoticeOf<C, Name>>,
  ): Promise<ResultOf<C, Name>>;
  close(): void;
}
