import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '@/i18n';
import { Bone } from '@/shared/Bone';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { beside, Buttons, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { changePassword, changeProfile, type Device, devicesQuery, endDevice, keepSession, useSession } from './api';
import { browserOf } from './browserOf';
import { NewPassword } from './NewPassword';
import css from './ProfilePage.module.css';
import type { Session } from './session';

/** What is one's own: name, phone for «Отправить себе», language, password, and where one is logged in. */
export function ProfilePage() {
    const { t } = useTranslation();
    const session = useSession();
    useTitle(t('profile.title'));
    if (!session) return null;
    return (
        <>
            <h1>{t('profile.heading', { name: session.name })}</h1>
            <p className={css.lead}>
                {t('profile.lead', { login: session.login, role: t(`role.${session.role}`), department: session.department.name })}
            </p>
            <Own session={session} />
            <Password />
            <Devices />
        </>
    );
}

const OWN = ['/name', '/phone', '/language'];

function Own({ session }: { session: Session }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [name, setName] = useState(session.name);
    const [phone, setPhone] = useState(session.phone ?? '');
    const [language, setLanguage] = useState(session.language);
    const [lacking, setLacking] = useState(false);
    const saving = useMutation({
        mutationFn: () => changeProfile({ name: name.trim(), phone: phone.trim() === '' ? null : phone.trim(), language }),
        onSuccess: async (next) => {
            keepSession(client, next);
            setPhone(next.phone ?? '');
            if (next.language !== session.language) await chooseLanguage(next.language as Language);
            notify(t('profile.saved'));
        },
    });
    const submit = () => {
        setLacking(name.trim() === '');
        if (name.trim() !== '' && !saving.isPending) saving.mutate();
    };
    return (
        <Form onSubmit={submit}>
            <TextInput
                name="name"
                classNames={beside}
                label={t('profile.name')}
                description={t('profile.nameHelp')}
                autoComplete="name"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={lacking && name.trim() === '' ? t('setup.empty') : fieldProblem(saving.error, '/name')}
            />
            <TextInput
                name="phone"
                type="tel"
                classNames={beside}
                label={t('profile.phone')}
                description={t('profile.phoneHelp')}
                autoComplete="tel"
                placeholder={t('profile.phoneExample')}
                value={phone}
                onChange={(event) => setPhone(event.currentTarget.value)}
                error={fieldProblem(saving.error, '/phone')}
            />
            <NativeSelect
                name="language"
                classNames={beside}
                label={t('profile.language')}
                description={t('profile.languageHelp')}
                value={language}
                onChange={(event) => setLanguage(event.currentTarget.value)}
                data={[
                    { value: 'ru', label: t('profile.ru') },
                    { value: 'en', label: t('profile.en') },
                ]}
            />
            <Refusal>{saving.isError && !toldAtFields(saving.error, OWN) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {saving.isPending ? t('profile.saving') : t('profile.save')}
                </Button>
            </Buttons>
        </Form>
    );
}

function Password() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [current, setCurrent] = useState('');
    const [next, setNext] = useState('');
    const [lacking, setLacking] = useState(false);
    const changing = useMutation({
        mutationFn: () => changePassword(current, next),
        onSuccess: () => {
            setCurrent('');
            setNext('');
            void client.invalidateQueries({ queryKey: devicesQuery.queryKey });
            notify(t('profile.password.done'));
        },
    });
    const submit = () => {
        const whole = current !== '' && next !== '';
        setLacking(!whole);
        if (whole && !changing.isPending) changing.mutate();
    };
    const wrong = (pointer: string, value: string) => (lacking && value === '' ? t('setup.empty') : fieldProblem(changing.error, pointer));
    return (
        <section className={css.part}>
            <h2>{t('profile.password.title')}</h2>
            <Form onSubmit={submit}>
                <TextInput
                    name="current"
                    type="password"
                    classNames={beside}
                    label={t('profile.password.current')}
                    autoComplete="current-password"
                    value={current}
                    onChange={(event) => setCurrent(event.currentTarget.value)}
                    error={wrong('/current', current)}
                />
                <NewPassword label={t('password.new')} value={next} onChange={setNext} error={wrong('/password', next)} classNames={beside} />
                <Refusal>{changing.isError && !toldAtFields(changing.error, ['/current', '/password']) && problemText(changing.error)}</Refusal>
                <Buttons>
                    <Button type="submit" aria-disabled={changing.isPending}>
                        {changing.isPending ? t('profile.saving') : t('profile.password.change')}
                    </Button>
                </Buttons>
            </Form>
        </section>
    );
}

function Devices() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const query = useQuery(devicesQuery);
    const client = useQueryClient();
    const ending = useMutation({
        mutationFn: endDevice,
        onSuccess: () => notify(t('profile.devices.ended')),
        onSettled: () => client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
    });
    return (
        <section className={css.part}>
            <h2>{t('profile.devices.title')}</h2>
            <p className="muted s14">{t('profile.devices.text')}</p>
            {query.isLoadingError ? (
                <Refusal>
                    {problemText(query.error)}{' '}
                    <button type="button" className="act" onClick={() => void query.refetch()}>
                        {t('again')}
                    </button>
                </Refusal>
            ) : (
                <ul className={css.devices} aria-busy={!query.data}>
                    {query.data?.map((device) => (
                        <DeviceRow key={device.id} device={device} onEnd={() => ending.mutate(device.id)} />
                    )) ?? (
                        <li aria-hidden="true">
                            <Bone width={220} height={14} />
                        </li>
                    )}
                </ul>
            )}
            <Refusal>{ending.isError && problemText(ending.error)}</Refusal>
        </section>
    );
}

function DeviceRow({ device, onEnd }: { device: Device; onEnd: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { browser, system } = browserOf(device.userAgent ?? '');
    const name = browser && system ? t('profile.devices.of', { browser, system }) : (browser ?? t('profile.devices.unknown'));
    return (
        <li>
            <span className={css.device}>
                <b>{name}</b>
                <small>{t('profile.devices.since', { at: format.moment(device.openedAt), address: device.address ?? '' })}</small>
            </span>
            {device.current ? (
                <span className="muted s14">{t('profile.devices.this')}</span>
            ) : (
                <>
                    <span className="muted s14">{t('profile.devices.used', { at: format.moment(device.usedAt) })}</span>
                    <button type="button" className="act" aria-label={t('profile.devices.endNamed', { name })} onClick={onEnd}>
                        {t('profile.devices.end')}
                    </button>
                </>
            )}
        </li>
    );
}
