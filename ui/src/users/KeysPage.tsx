import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Check, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { Secret } from '@/shared/Secret';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { type Key, keysQuery, makeKey, revokeKey, type Scope, SCOPES } from './api';
import { Tabs } from './Tabs';
import { DepartmentSelect } from './UserFields';
import css from './Users.module.css';

/** API keys: other systems that act for a department, each with as little as it needs. */
export function KeysPage() {
    const { t } = useTranslation();
    const query = useQuery(keysQuery);
    const [making, setMaking] = useState(false);
    const [made, setMade] = useState(false);
    const [revoking, setRevoking] = useState<Key | null>(null);
    useTitle(t('users.keys.title'));
    const keys = query.data;
    return (
        <>
            <Tabs />
            {!keys && query.isError ? (
                <Failure title={t('users.keys.failed')} error={query.error} onRetry={() => void query.refetch()} />
            ) : (
                <>
                    <header className={css.bar}>
                        <div>
                            <h1>{keys?.length === 0 ? t('users.keys.none') : t('users.keys.heading')}</h1>
                            <p className={css.sub}>{t('users.keys.text')}</p>
                        </div>
                        <Button
                            variant="filled"
                            onClick={() => {
                                setMade(false);
                                setMaking(true);
                            }}
                        >
                            {t('users.keys.add')}
                        </Button>
                    </header>
                    {!keys && (
                        <p className="sr" role="status">
                            {t('loading')}
                        </p>
                    )}
                    <ul className={css.rows} data-keys aria-busy={!keys}>
                        {keys?.map((key) => <Row key={key.id} shown={key} onRevoke={() => setRevoking(key)} />) ??
                            [220, 180].map((width) => (
                                <li key={width} aria-hidden="true">
                                    <Bone width={width} height={14} />
                                </li>
                            ))}
                    </ul>
                </>
            )}
            <Dialog opened={making} onClose={() => setMaking(false)} width={480} title={made ? t('users.keys.copy') : t('users.keys.new')}>
                <Making onMade={() => setMade(true)} onClose={() => setMaking(false)} />
            </Dialog>
            <Dialog opened={revoking !== null} onClose={() => setRevoking(null)} width={460} title={t('users.keys.revokeTitle', { name: revoking?.name ?? '' })}>
                {revoking && <Revoking revoked={revoking} onClose={() => setRevoking(null)} />}
            </Dialog>
        </>
    );
}

function Row({ shown, onRevoke }: { shown: Key; onRevoke: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const [now] = useState(() => Date.now());
    const over = shown.expiresAt !== null && Date.parse(shown.expiresAt) < now;
    return (
        <li>
            <div>
                <b>{shown.name}</b> <span className="muted s14">{t('users.keys.begins', { prefix: shown.prefix })}</span>
                <small>
                    {listed(shown.scopes.map((scope) => (SCOPES.includes(scope as Scope) ? t(`users.keys.scope.${scope as Scope}`) : scope)))}. {shown.department.name}
                </small>
            </div>
            <span className="muted s14">
                {shown.lastUsedAt ? t('users.keys.used', { at: format.moment(shown.lastUsedAt) }) : t('users.keys.unused')}
                <br />
                {shown.expiresAt === null ? t('users.keys.forever') : t(over ? 'users.keys.over' : 'users.keys.until', { at: format.day(shown.expiresAt) })}
            </span>
            <button type="button" className="act" aria-label={t('users.keys.revokeNamed', { name: shown.name })} onClick={onRevoke}>
                {t('users.keys.revoke')}
            </button>
        </li>
    );
}

/** One sentence of several: only its first word has a capital. */
function listed(all: readonly string[]): string {
    return all.map((one, index) => (index === 0 ? one : one.charAt(0).toLowerCase() + one.slice(1))).join(', ');
}

function Making({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [name, setName] = useState('');
    const [departmentId, setDepartmentId] = useState('');
    const [scopes, setScopes] = useState<readonly Scope[]>([]);
    const [until, setUntil] = useState('');
    const [lacking, setLacking] = useState(false);
    const making = useMutation({
        // The day named is still a good one: the key ends with it, by this browser's clock.
        mutationFn: () => makeKey({ name: name.trim(), departmentId, scopes: [...scopes], expiresAt: until === '' ? null : new Date(`${until}T23:59:59`).toISOString() }),
        onSuccess: () => {
            onMade();
            void client.invalidateQueries({ queryKey: keysQuery.queryKey });
        },
    });
    if (making.data) {
        return (
            <>
                <p role="status">{t('users.keys.made', { name: making.data.key.name })}</p>
                <Secret label={t('users.keys.secret')} value={making.data.secret} />
                <p className="muted s14">{t('users.keys.how')}</p>
                <Buttons atEnd>
                    <Button onClick={onClose}>{t('users.link.done')}</Button>
                </Buttons>
            </>
        );
    }
    const submit = () => {
        const whole = name.trim() !== '' && departmentId !== '' && scopes.length > 0;
        setLacking(!whole);
        if (whole && !making.isPending) making.mutate();
    };
    const wrong = (pointer: string, value: string) => (lacking && value.trim() === '' ? t('users.form.empty') : fieldProblem(making.error, pointer));
    const noScope = lacking && scopes.length === 0 ? t('users.keys.noScope') : fieldProblem(making.error, '/scopes');
    return (
        <Form narrow onSubmit={submit}>
            <TextInput
                data-autofocus
                label={t('users.keys.name')}
                description={t('users.keys.nameHelp')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={wrong('/name', name)}
            />
            <DepartmentSelect value={departmentId} onChange={setDepartmentId} error={wrong('/departmentId', departmentId)} />
            <fieldset className={css.scopes}>
                <legend>{t('users.keys.may')}</legend>
                {SCOPES.map((scope) => (
                    <Check
                        key={scope}
                        label={t(`users.keys.scope.${scope}`)}
                        checked={scopes.includes(scope)}
                        onChange={(on) => setScopes(SCOPES.filter((one) => (one === scope ? on : scopes.includes(one))))}
                    />
                ))}
                <Refusal>{noScope}</Refusal>
            </fieldset>
            <TextInput
                type="date"
                label={t('users.keys.expires')}
                description={t('users.keys.expiresHelp')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
                error={fieldProblem(making.error, '/expiresAt')}
            />
            <Refusal>
                {making.isError && !toldAtFields(making.error, ['/name', '/departmentId', '/scopes', '/expiresAt']) && problemText(making.error)}
            </Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('users.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={making.isPending}>
                    {making.isPending ? t('users.busy') : t('users.keys.make')}
                </Button>
            </Buttons>
        </Form>
    );
}

function Revoking({ revoked, onClose }: { revoked: Key; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const revoking = useMutation({
        mutationFn: () => revokeKey(revoked.id),
        onSuccess: async () => {
            await client.invalidateQueries({ queryKey: keysQuery.queryKey });
            notify(t('users.keys.revoked', { name: revoked.name }));
            onClose();
        },
    });
    return (
        <>
            <p>{t('users.keys.revokeText')}</p>
            <Refusal>{revoking.isError && problemText(revoking.error)}</Refusal>
            <div className="buttons">
                <Button data-autofocus onClick={onClose}>
                    {t('users.keys.keep')}
                </Button>
                <Button
                    variant="final"
                    aria-disabled={revoking.isPending}
                    onClick={() => {
                        if (!revoking.isPending) revoking.mutate();
                    }}
                >
                    {revoking.isPending ? t('users.busy') : t('users.keys.revoke')}
                </Button>
            </div>
        </>
    );
}
