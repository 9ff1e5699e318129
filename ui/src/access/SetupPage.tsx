import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterWith, language } from '@/i18n';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { keepLanguage, keepSession, setupQuery, setUp } from './api';
import { Door } from './Door';
import css from './Door.module.css';
import { NewPassword } from './NewPassword';

/** The first user of a new installation. The link with its token was printed by the server that started without users. */
export function SetupPage() {
    const { t } = useTranslation();
    const token = useRouterState({ select: ({ location }) => location.hash });
    const query = useQuery(setupQuery);
    useTitle(t('setup.title'));
    if (query.isError) {
        return (
            <Door>
                <Failure title={t('setup.failed')} error={query.error} onRetry={() => void query.refetch()} />
            </Door>
        );
    }
    if (!query.data) {
        return (
            <Door>
                <div className={css.waiting} aria-busy="true">
                    <h1>{t('setup.title')}</h1>
                    <p className="sr" role="status">
                        {t('loading')}
                    </p>
                    <Bone width={376} height={44} />
                    <Bone width={376} height={44} />
                    <Bone width={376} height={44} />
                </div>
            </Door>
        );
    }
    return <Door>{query.data.open ? token === '' ? <NoToken /> : <Beginning token={token} /> : <Over />}</Door>;
}

function Over() {
    const { t } = useTranslation();
    return (
        <>
            <h1>{t('setup.over.title')}</h1>
            <p className={css.lead}>{t('setup.over.text')}</p>
            <p>
                <Link to="/login">{t('setup.over.enter')}</Link>
            </p>
        </>
    );
}

function NoToken() {
    const { t } = useTranslation();
    return (
        <>
            <h1>{t('setup.noToken.title')}</h1>
            <p className={css.lead}>{t('setup.noToken.text')}</p>
        </>
    );
}

const FIELDS = ['/company', '/name', '/login', '/password'];

function Beginning({ token }: { token: string }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const [company, setCompany] = useState('');
    const [name, setName] = useState('');
    const [login, setLogin] = useState('');
    const [password, setPassword] = useState('');
    const [lacking, setLacking] = useState(false);
    const beginning = useMutation({
        mutationFn: () => setUp({ token, company: company.trim(), name: name.trim(), login: login.trim(), password }),
        onSuccess: async (session) => {
            // Nobody was here before: what is on the screen is theirs.
            const shown = language();
            keepSession(client, await keepLanguage(session, shown));
            await enterWith(shown);
            await navigate({ to: '/', replace: true });
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        const whole = [company, name, login, password].every((value) => value.trim() !== '');
        setLacking(!whole);
        if (whole && !beginning.isPending) beginning.mutate();
    };
    const wrong = (pointer: string, value: string) => (lacking && value.trim() === '' ? t('setup.empty') : fieldProblem(beginning.error, pointer));
    return (
        <form onSubmit={submit} noValidate>
            <h1>{t('setup.title')}</h1>
            <p className={css.lead}>{t('setup.text')}</p>
            <TextInput
                name="company"
                label={t('setup.company')}
                autoComplete="organization"
                required
                withAsterisk={false}
                value={company}
                onChange={(event) => setCompany(event.currentTarget.value)}
                error={wrong('/company', company)}
            />
            <TextInput
                name="name"
                label={t('setup.name')}
                autoComplete="name"
                required
                withAsterisk={false}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={wrong('/name', name)}
            />
            <TextInput
                name="login"
                label={t('login.login')}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                required
                withAsterisk={false}
                value={login}
                onChange={(event) => setLogin(event.currentTarget.value)}
                error={wrong('/login', login)}
            />
            <NewPassword label={t('login.password')} value={password} onChange={setPassword} error={wrong('/password', password)} />
            <div className={css.refusal} role="alert">
                {beginning.isError && !toldAtFields(beginning.error, FIELDS) && <p>{problemText(beginning.error)}</p>}
            </div>
            <Button type="submit" variant="filled" size="tall" fullWidth aria-disabled={beginning.isPending}>
                {beginning.isPending ? t('setup.busy') : t('setup.begin')}
            </Button>
        </form>
    );
}
