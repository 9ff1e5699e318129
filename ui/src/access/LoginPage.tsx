import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenAtTheDoor, enterWith } from '@/i18n';
import { ApiProblem } from '@/shared/api';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { keepLanguage, keepSession, logIn } from './api';
import { Door } from './Door';
import css from './Door.module.css';

/** The bird itself is the frame. `onEntered` leads to the page that was asked for. */
export function LoginPage({ onEntered }: { onEntered: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [login, setLogin] = useState('');
    const [password, setPassword] = useState('');
    const [wait, setWait] = useState(0);
    const first = useRef<HTMLInputElement>(null);
    useEffect(() => first.current?.focus(), []);
    useTitle(t('login.title'));

    const entering = useMutation({
        mutationFn: () => logIn(login.trim(), password),
        onSuccess: async (session) => {
            const chosen = chosenAtTheDoor() ?? session.language;
            const told = await keepLanguage(session, chosen);
            keepSession(client, told);
            await enterWith(chosen);
            onEntered();
        },
        onError: (error) => setWait(error instanceof ApiProblem ? (error.retryAfter ?? 0) : 0),
    });

    useEffect(() => {
        if (wait <= 0) return;
        const tick = setTimeout(() => setWait(wait - 1), 1000);
        return () => clearTimeout(tick);
    }, [wait]);

    const blocked = entering.isPending || wait > 0;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (!blocked) entering.mutate();
    };
    const buttonText = entering.isPending ? t('login.entering') : wait > 0 ? t('login.wait', { time: minutes(wait) }) : t('login.enter');

    return (
        <Door>
            <form onSubmit={submit} noValidate>
                <h1>{t('login.title')}</h1>
                <TextInput
                    ref={first}
                    name="login"
                    label={t('login.login')}
                    autoComplete="username"
                    autoCapitalize="none"
                    spellCheck={false}
                    required
                    withAsterisk={false}
                    value={login}
                    onChange={(event) => setLogin(event.currentTarget.value)}
                />
                <TextInput
                    name="password"
                    type="password"
                    label={t('login.password')}
                    autoComplete="current-password"
                    required
                    withAsterisk={false}
                    value={password}
                    onChange={(event) => setPassword(event.currentTarget.value)}
                />
                <div className={css.refusal} role="alert">
                    {entering.isError && <p>{problemText(entering.error)}</p>}
                </div>
                <Button type="submit" variant="filled" size="tall" fullWidth aria-disabled={blocked}>
                    {buttonText}
                </Button>
                <p className={css.note}>{t('login.note')}</p>
            </form>
        </Door>
    );
}

/** Seconds as 0:42. */
function minutes(seconds: number): string {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
