import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { keepSession, linkQuery, setPassword } from './api';
import { Door } from './Door';
import css from './Door.module.css';
import { NewPassword } from './NewPassword';

/** Where an invitation leads: the password is known to nobody but the one who makes it up. */
export function PasswordPage() {
    const { t } = useTranslation();
    const token = useRouterState({ select: ({ location }) => location.hash });
    const query = useQuery({ ...linkQuery(token), enabled: token !== '' });
    useTitle(t('password.title'));
    const gone = token === '' || (query.error instanceof ApiProblem && query.error.status < 500);
    if (gone) {
        return (
            <Door>
                <h1>{t('password.gone.title')}</h1>
                <p className={css.lead}>{t('password.gone.text')}</p>
            </Door>
        );
    }
    if (query.isError) {
        return (
            <Door>
                <Failure title={t('password.failed')} error={query.error} onRetry={() => void query.refetch()} />
            </Door>
        );
    }
    return (
        <Door>
            {query.data ? (
                <MadeUp token={token} {...query.data} />
            ) : (
                <div className={css.waiting} aria-busy="true">
                    <h1>{t('password.title')}</h1>
                    <p className="sr" role="status">
                        {t('loading')}
                    </p>
                    <Bone width={376} height={44} />
                    <Bone width={376} height={56} />
                </div>
            )}
        </Door>
    );
}

function MadeUp({ token, name, login }: { token: string; name: string; login: string }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const [password, setValue] = useState('');
    const [lacking, setLacking] = useState(false);
    const setting = useMutation({
        mutationFn: () => setPassword(token, password),
        onSuccess: async () => {
            // Somebody else may be logged in in this browser: the door is for the one who was invited.
            keepSession(client, null);
            notify(t('password.set'));
            await navigate({ to: '/login', replace: true });
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        setLacking(password === '');
        if (password !== '' && !setting.isPending) setting.mutate();
    };
    return (
        <form onSubmit={submit} noValidate>
            <h1>{t('password.hello', { name })}</h1>
            <p className={css.lead}>{t('password.text', { login })}</p>
            <input type="hidden" name="username" autoComplete="username" value={login} readOnly />
            <NewPassword
                label={t('password.new')}
                value={password}
                onChange={setValue}
                error={lacking && password === '' ? t('setup.empty') : fieldProblem(setting.error, '/password')}
            />
            <div className={css.refusal} role="alert">
                {setting.isError && !toldAtFields(setting.error, ['/password']) && <p>{problemText(setting.error)}</p>}
            </div>
            <Button type="submit" variant="filled" size="tall" fullWidth aria-disabled={setting.isPending}>
                {setting.isPending ? t('password.busy') : t('password.save')}
            </Button>
        </form>
    );
}
